import type { PublishedFinding } from '#model/finding.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { compareText } from '#model/scope.ts';
import { severities } from '#model/words.ts';

/** What one account has to do about one rule. A fix that mends many paths is one; others like it are counted. */
export type Fix = {
  rule: string;
  ruleUrl: string;
  /** Of the worst of its findings. */
  severity: PublishedFinding['severity'];
  status: 'failed' | 'warning';
  /** The account that has to make the change; null where it is not known. */
  fixOwner: string | null;
  /** The account's name, where a path tells it. */
  fixOwnerName: string | null;
  /** The owner tags of the first finding. */
  ownerTags: Record<string, string>;
  title: string;
  /** What to do, of the fix that mends the most. */
  remediation: string;
  /** Other fixes of this rule for this account, each with a text of its own. */
  others: number;
  findings: number;
  /** The finding to open first. */
  findingId: string;
  paths: number;
  /** The path to open first; null where it is about no path. */
  pathId: string | null;
  isBedrock: boolean;
};

type Asked = PublishedFinding & { status: 'failed' | 'warning'; remediation: string };

const isAsked = (finding: PublishedFinding): finding is Asked =>
  (finding.status === 'failed' || finding.status === 'warning') &&
  finding.exemption === null &&
  finding.remediation !== null;

const rankOf = ({ severity, status }: Pick<Asked, 'severity' | 'status'>): number =>
  2 * severities.indexOf(severity) + Number(status === 'failed');

const byRank = (a: Asked, b: Asked): number =>
  rankOf(b) - rankOf(a) || compareText(a.rule, b.rule) || compareText(a.id, b.id);

/** Findings that one change mends, the worst first; never empty. */
type Change = { first: Asked; findings: readonly Asked[]; pathIds: ReadonlySet<string> };

const toChange = (findings: readonly Asked[]): Change[] => {
  const [first, ...rest] = findings.toSorted(byRank);
  return first === undefined
    ? []
    : [{ first, findings: [first, ...rest], pathIds: new Set(findings.flatMap(({ pathIds }) => pathIds)) }];
};

type Known = { names: ReadonlyMap<string, string>; bedrock: ReadonlySet<string> };

/** Changes of one rule for one account, as one fix: told by the one that mends the most. */
const toFix = (changes: readonly Change[], { names, bedrock }: Known): Fix[] => {
  const [best] = changes.toSorted(
    (a, b) =>
      rankOf(b.first) - rankOf(a.first) ||
      b.pathIds.size - a.pathIds.size ||
      compareText(a.first.id, b.first.id),
  );
  if (best === undefined) return [];
  const { first } = best;
  const pathIds = new Set(changes.flatMap((change) => [...change.pathIds]));
  return [
    {
      rule: first.rule,
      ruleUrl: first.ruleUrl,
      severity: first.severity,
      status: first.status,
      fixOwner: first.fixOwner,
      fixOwnerName: names.get(first.fixOwner ?? '') ?? null,
      ownerTags: first.ownerTags,
      title: first.title,
      remediation: first.remediation,
      others: changes.length - 1,
      findings: changes.reduce((sum, { findings }) => sum + findings.length, 0),
      findingId: first.id,
      paths: pathIds.size,
      pathId: first.pathIds[0] ?? null,
      isBedrock: [...pathIds].some((id) => bedrock.has(id)),
    },
  ];
};

const compareFixes = (a: Fix, b: Fix): number =>
  rankOf(b) - rankOf(a) ||
  Number(b.isBedrock) - Number(a.isBedrock) ||
  b.paths - a.paths ||
  compareText(a.rule, b.rule) ||
  compareText(a.fixOwner ?? '', b.fixOwner ?? '') ||
  compareText(a.findingId, b.findingId);

const groupsOf = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => [
  ...Map.groupBy(items, keyOf).values(),
];

const isBedrock = ({ service }: ConnectionPath): boolean => service.family === 'bedrock';

/** The names of accounts, as far as the paths tell them. */
export const accountNames = (paths: readonly ConnectionPath[]): ReadonlyMap<string, string> =>
  new Map(
    paths.flatMap(({ consumer: { accountId, accountName } }) =>
      accountId === null || accountName === null ? [] : [[accountId, accountName] as const],
    ),
  );

/** What is to be mended, the most pressing first: by severity, Bedrock before the rest, then by how many paths it mends. */
export const toFixes = ({ findings, paths }: Pick<ScanResult, 'findings' | 'paths'>): Fix[] => {
  const known: Known = {
    names: accountNames(paths),
    bedrock: new Set(paths.filter(isBedrock).map(({ id }) => id)),
  };
  const changes = groupsOf(findings.filter(isAsked), ({ fixOwner, remediation }) =>
    JSON.stringify([fixOwner, remediation]),
  ).flatMap(toChange);
  return groupsOf(changes, ({ first }) => JSON.stringify([first.rule, first.fixOwner]))
    .flatMap((alike) => toFix(alike, known))
    .sort(compareFixes);
};
