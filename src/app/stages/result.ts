import type { Finding, PublishedFinding, Severity } from '#model/finding.ts';
import type { PublishSummary, ScanResult } from '#model/result.ts';
import { severities } from '#model/words.ts';
import { summarize } from '../summarize.ts';
import { tool } from '../tool.ts';

type Told = Pick<
  ScanResult,
  | 'startedAt'
  | 'finishedAt'
  | 'partition'
  | 'callerArn'
  | 'configDigest'
  | 'rules'
  | 'input'
  | 'coverage'
  | 'paths'
  | 'peerings'
> & {
  findings: readonly PublishedFinding[];
  /** What publishing did, and when each finding was first seen, by Id; null when nothing was to be published. */
  published: { summary: PublishSummary; firstSeen: ReadonlyMap<string, string> } | null;
  /** Failed findings at or above this severity are an exit reason. */
  failOn: Severity | null;
};

const isAtLeast = (severity: Severity, floor: Severity): boolean =>
  severities.indexOf(severity) >= severities.indexOf(floor);

const exitReasonsOf = ({ findings, coverage, published, failOn }: Told): ScanResult['exitReasons'] => {
  const isFailing = ({ status, severity }: PublishedFinding): boolean =>
    failOn !== null && status === 'failed' && isAtLeast(severity, failOn);
  return [
    ...(findings.some(isFailing) ? (['findings'] as const) : []),
    ...(coverage.complete ? [] : (['coverage-incomplete'] as const)),
    ...((published?.summary.failed.length ?? 0) > 0 ? (['publishing-failed'] as const) : []),
  ];
};

/** The finding as the result tells it: without what only reconciling needs. */
export const withoutEvidence = (finding: Finding): PublishedFinding => {
  const { dependsOn: _dependsOn, toRegion: _toRegion, ...told } = finding;
  return told;
};

/** The stage that tells what a run came to: the contract of `scan --format json`. */
export const toResult = (told: Told): ScanResult => {
  const { startedAt, finishedAt, partition, callerArn, configDigest, rules, input } = told;
  const { coverage, paths, peerings, published } = told;
  const findings = told.findings.map((finding) => ({
    ...finding,
    firstSeenAt: published?.firstSeen.get(finding.id) ?? null,
  }));
  return {
    schemaVersion: 1,
    tool,
    startedAt,
    finishedAt,
    partition,
    callerArn,
    configDigest,
    rules,
    input,
    summary: summarize(paths, findings, coverage.scopes),
    exitReasons: exitReasonsOf(told),
    coverage,
    paths,
    peerings,
    findings,
    publish: published?.summary ?? null,
  };
};
