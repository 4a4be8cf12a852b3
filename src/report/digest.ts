import type { FindingStatus, PublishedFinding, Severity } from '#model/finding.ts';
import type { ConnectionPath, PathClass, Verdict } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { pathClasses, severities, verdicts } from '#model/words.ts';
import type { Changes } from './changes.ts';
import { type Fix, toFixes } from './fixes.ts';
import { limitsOf } from './limits.ts';
import { type Residency, toResidency } from './residency.ts';
import { type Seen, toSeen } from './seen.ts';

/** Fixes that are told; the others are counted. */
const mostFixes = 5;

/** Paths to Bedrock of any class: open is usable or partial, broken is blocked. */
export type BedrockPaths = { open: number; broken: number; unknown: number; of: number };

/** How many, of each kind of change. */
export type ChangeCounts = {
  since: string;
  paths: { new: number; gone: number; verdictChanged: number; classChanged: number; unsure: number };
  findings: { new: number; gone: number; changed: number; unsure: number };
};

export type ClassCounts = { class: PathClass; of: number } & Record<Verdict, number>;

/** Of what is to be looked at, exempt findings apart. */
export type SeverityCounts = { severity: Severity; failed: number; warning: number };

/** What a person must know of a result in five seconds, and what a page of it says. Plain JSON. */
export type Digest = {
  bedrock: BedrockPaths;
  seen: Seen;
  /** Null where there is no earlier result. */
  changes: ChangeCounts | null;
  /** What to mend next; null for nothing. */
  next: Fix | null;
  /** The most pressing, at most five, `next` the first of them. */
  fixes: Fix[];
  /** How many fixes there are besides. */
  furtherFixes: number;
  residency: Residency;
  paths: { of: number; byVerdict: Record<Verdict, number>; byClass: ClassCounts[] };
  /** Those over which no path to a service leads are told besides. */
  peerings: { of: number; withoutPath: number };
  findings: { of: number; bySeverity: SeverityCounts[]; exempt: number; notEvaluated: number };
  /** What none of this proves, a sentence each. */
  limits: string[];
};

const countOf = <T>(items: readonly T[], is: (item: T) => boolean): number => items.filter(is).length;

const toBedrock = (paths: readonly ConnectionPath[]): BedrockPaths => {
  const bedrock = paths.filter(({ service }) => service.family === 'bedrock');
  return {
    open: countOf(bedrock, ({ verdict }) => verdict === 'usable' || verdict === 'partial'),
    broken: countOf(bedrock, ({ verdict }) => verdict === 'blocked'),
    unknown: countOf(bedrock, ({ verdict }) => verdict === 'unknown'),
    of: bedrock.length,
  };
};

const byVerdict = (paths: readonly ConnectionPath[]): Record<Verdict, number> => {
  const groups = Map.groupBy(paths, ({ verdict }) => verdict);
  const counts = verdicts.map((verdict) => [verdict, groups.get(verdict)?.length ?? 0] as const);
  return Object.fromEntries(counts) as Record<Verdict, number>;
};

const toClasses = (paths: readonly ConnectionPath[]): ClassCounts[] => {
  const groups = Map.groupBy(paths, (path) => path.class);
  return pathClasses.map((name) => {
    const alike = groups.get(name) ?? [];
    return { class: name, of: alike.length, ...byVerdict(alike) };
  });
};

const toSeverities = (findings: readonly PublishedFinding[]): SeverityCounts[] => {
  const having = (asked: Severity, wanted: FindingStatus): number =>
    countOf(findings, ({ severity, status }) => severity === asked && status === wanted);
  return severities.toReversed().map((severity) => ({
    severity,
    failed: having(severity, 'failed'),
    warning: having(severity, 'warning'),
  }));
};

const toPeerings = ({ peerings, paths }: ScanResult): Digest['peerings'] => {
  const carrying = new Set(paths.map(({ peeringId }) => peeringId));
  return { of: peerings.length, withoutPath: countOf(peerings, ({ id }) => !carrying.has(id)) };
};

const toCounts = ({ since, paths, findings }: Changes): ChangeCounts => ({
  since,
  paths: {
    new: paths.new.length,
    gone: paths.gone.length,
    verdictChanged: paths.verdictChanged.length,
    classChanged: paths.classChanged.length,
    unsure: paths.notSeen.length + paths.notSeenBefore.length + paths.notComparable.length,
  },
  findings: {
    new: findings.new.length,
    gone: findings.gone.length,
    changed: findings.changed.length,
    unsure: findings.notSaid.length + findings.notSaidBefore.length,
  },
});

/** The digest of a result, and of what changed since an earlier one. */
export const toDigest = (result: ScanResult, changes: Changes | null): Digest => {
  const { paths, findings } = result;
  const fixes = toFixes(result);
  return {
    bedrock: toBedrock(paths),
    seen: toSeen(result),
    changes: changes === null ? null : toCounts(changes),
    next: fixes[0] ?? null,
    fixes: fixes.slice(0, mostFixes),
    furtherFixes: Math.max(0, fixes.length - mostFixes),
    residency: toResidency(result),
    paths: { of: paths.length, byVerdict: byVerdict(paths), byClass: toClasses(paths) },
    peerings: toPeerings(result),
    findings: {
      of: findings.length,
      bySeverity: toSeverities(findings),
      exempt: countOf(findings, ({ exemption }) => exemption !== null),
      notEvaluated: countOf(findings, ({ status }) => status === 'not-evaluated'),
    },
    limits: limitsOf(result),
  };
};
