import type { FindingStatus, PublishedFinding, Severity } from '#model/finding.ts';
import type { ScanResult } from '#model/result.ts';
import type { Scope } from '#model/scope.ts';
import { type Reads, toldScopes, toReads } from './reads.ts';

/** What tells one finding from another, and what it says. */
export type FindingSketch = Pick<
  PublishedFinding,
  | 'id'
  | 'rule'
  | 'severity'
  | 'status'
  | 'title'
  | 'accountId'
  | 'region'
  | 'subject'
  | 'pathIds'
  | 'fixOwner'
  | 'exemption'
>;

/** A finding of which something cannot be said, and why, in a few words. */
export type UnsureFinding = { finding: FindingSketch; because: string };

/**
 * Of what is to be looked at: failed, warned of, or accepted for a time. What merely passes, the inventory of paths
 * above all, is no finding to follow. Each list is sorted by the ID of the finding.
 */
export type FindingChanges = {
  new: FindingSketch[];
  /** Failed or warned of before, and not any more. */
  gone: FindingSketch[];
  /** Another status or severity, or accepted now, or not any more. `finding` is as it is now. */
  changed: { finding: FindingSketch; from: { status: FindingStatus; severity: Severity } }[];
  /** Was told, and now nobody can say: not all was read, or its rule is not used. */
  notSaid: UnsureFinding[];
  /** Is told now, and could not have been said before. */
  notSaidBefore: UnsureFinding[];
};

type Standing = 'open' | 'accepted' | 'unsure' | 'none';

const standingOf = ({ status, exemption }: PublishedFinding): Standing => {
  if (exemption !== null) return 'accepted';
  if (status === 'not-evaluated') return 'unsure';
  return status === 'passed' ? 'none' : 'open';
};

const toSketch = ({
  id,
  rule,
  severity,
  status,
  title,
  accountId,
  region,
  subject,
  pathIds,
  fixOwner,
  exemption,
}: PublishedFinding): FindingSketch => ({
  id,
  rule,
  severity,
  status,
  title,
  accountId,
  region,
  subject,
  pathIds,
  fixOwner,
  exemption,
});

/** One of the two results, as the other is compared with it. */
type Side = {
  result: ScanResult;
  reads: Reads;
  findings: ReadonlyMap<string, PublishedFinding>;
  scopesOf: (pathId: string) => Scope[];
};

const toSide = (result: ScanResult): Side => {
  const paths = new Map(result.paths.map((path) => [path.id, path]));
  return {
    result,
    reads: toReads(result),
    findings: new Map(result.findings.map((finding) => [finding.id, finding])),
    scopesOf: (pathId) => {
      const path = paths.get(pathId);
      const ends = path === undefined ? [] : [path.consumer, path.endpoint];
      return ends.flatMap(({ accountId, region }) =>
        accountId === null || region === null ? [] : [{ accountId, region }],
      );
    },
  };
};

/** What could not be read of an account is kept with whoever audits: it is about the account's own scopes. */
const isAboutReading = ({ subject }: PublishedFinding): boolean => subject.type === 'AwsAccount';

const gapScopes = ({ subject }: PublishedFinding, { result }: Side): Scope[] =>
  result.coverage.scopes.filter(
    ({ accountId, status }) => subject.id.startsWith(`${accountId}/`) && status !== 'excluded',
  );

/** The scopes that `other` would have had to read, and did not. */
const unreadScopes = (finding: PublishedFinding, toldBy: Side, other: Side): Scope[] => {
  if (isAboutReading(finding))
    return gapScopes(finding, toldBy).filter((scope) => !other.reads.isTold(scope));
  const { accountId, region, pathIds } = finding;
  return [{ accountId, region }, ...pathIds.flatMap(toldBy.scopesOf)].filter(
    (scope) => toldBy.reads.isSeen(scope) && !other.reads.isWhole(scope),
  );
};

/** Why `other` does not tell the finding; null where that means there is none. */
const whyUnsure = (finding: PublishedFinding, toldBy: Side, other: Side): string | null => {
  const held = other.findings.get(finding.id);
  if (held !== undefined) return standingOf(held) === 'unsure' ? 'it could not be judged' : null;
  const { rules } = other.result;
  if (rules !== null && !rules.includes(finding.rule)) return 'its rule was not used';
  const unread = unreadScopes(finding, toldBy, other);
  return unread.length === 0 ? null : `not all was read: ${toldScopes(unread)}`;
};

type Told = { finding: PublishedFinding; held: PublishedFinding | null; because: string | null };

const isOpen = (finding: PublishedFinding): boolean => standingOf(finding) === 'open';

/** Those that are open in one result and neither open nor accepted in the other. */
const onlyOpenIn = (toldBy: Side, other: Side): Told[] =>
  toldBy.result.findings
    .filter(isOpen)
    .map((finding) => ({
      finding,
      held: other.findings.get(finding.id) ?? null,
      because: whyUnsure(finding, toldBy, other),
    }))
    .filter(({ held }) => held === null || ['unsure', 'none'].includes(standingOf(held)));

const isTold = (finding: PublishedFinding): boolean => ['open', 'accepted'].includes(standingOf(finding));

const differ = (a: PublishedFinding, b: PublishedFinding): boolean =>
  a.status !== b.status || a.severity !== b.severity || standingOf(a) !== standingOf(b);

const sure = (told: readonly Told[]): FindingSketch[] =>
  told.flatMap(({ finding, because }) => (because === null ? [toSketch(finding)] : []));

const unsure = (told: readonly Told[]): UnsureFinding[] =>
  told.flatMap(({ finding, because }) => (because === null ? [] : [{ finding: toSketch(finding), because }]));

/** What became of the findings between two results. */
export const toFindingChanges = (earlier: ScanResult, later: ScanResult): FindingChanges => {
  const [before, now] = [toSide(earlier), toSide(later)];
  const gone = onlyOpenIn(before, now);
  const fresh = onlyOpenIn(now, before);
  const changed = later.findings.flatMap((finding) => {
    const was = before.findings.get(finding.id);
    if (was === undefined || !isTold(was) || !isTold(finding) || !differ(was, finding)) return [];
    return [{ finding: toSketch(finding), from: { status: was.status, severity: was.severity } }];
  });
  return {
    new: sure(fresh),
    gone: sure(gone),
    changed,
    notSaid: unsure(gone),
    notSaidBefore: unsure(fresh),
  };
};
