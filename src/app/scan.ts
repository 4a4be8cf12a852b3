import type { Config } from '#model/config.ts';
import { type Finding, type PublishedFinding, type Severity, severities } from '#model/finding.ts';
import type { PublishSummary, ScanResult } from '#model/result.ts';
import { scopeKey } from '#model/scope.ts';
import { createPresence } from '#network/listing.ts';
import { publishedPeerings } from '#network/published-peerings.ts';
import { analyse } from './analyse.ts';
import { collectAll } from './collect-all.ts';
import { toCoverage, toIsComplete, toScopeCoverage } from './coverage.ts';
import { configDigest } from './digest.ts';
import { InputError } from './input-error.ts';
import type { Clock, FindingsStores, Progress, Selection, Source } from './ports.ts';
import { createIsLost } from './publish/reach.ts';
import { publish } from './publish.ts';
import type { Store } from './store/store.ts';
import { summarize } from './summarize.ts';
import { withSureOwners } from './sure-owners.ts';
import { tool } from './tool.ts';

export type ScanOptions = {
  source: Source;
  config: Config;
  selection: Selection;
  /** Where findings go; null to publish nothing. */
  stores: FindingsStores | null;
  /** What one night leaves for the next; null for nothing. */
  documents?: Store | null;
  /** Failed findings at or above this severity are an exit reason. */
  failOn: Severity | null;
  clock: Clock;
  onProgress: (progress: Progress) => void;
};

const isAtLeast = (severity: Severity, floor: Severity): boolean =>
  severities.indexOf(severity) >= severities.indexOf(floor);

const exitReasonsOf = (told: {
  findings: readonly PublishedFinding[];
  coverage: ScanResult['coverage'];
  publish: PublishSummary | null;
  failOn: Severity | null;
}): ScanResult['exitReasons'] => {
  const { findings, coverage, failOn } = told;
  const isFailing = ({ status, severity }: PublishedFinding): boolean =>
    failOn !== null && status === 'failed' && isAtLeast(severity, failOn);
  return [
    ...(findings.some(isFailing) ? (['findings'] as const) : []),
    ...(coverage.complete ? [] : (['coverage-incomplete'] as const)),
    ...((told.publish?.failed.length ?? 0) > 0 ? (['publishing-failed'] as const) : []),
  ];
};

/** The finding as the result tells it: without what only reconciling needs. */
const toPublishedFinding = (finding: Finding, firstSeenAt: string | null): PublishedFinding => {
  const { dependsOn: _, ...published } = finding;
  return { ...published, firstSeenAt };
};

/**
 * When what is to be published was seen, as Security Hub's UpdatedAt. Throws an InputError for a snapshot of no
 * known time, which could undo what a later run saw, and for one of the future, after which no run could follow.
 */
const observationTime = (capturedAt: string | null, input: Source['input'], startedAt: string): string => {
  if (input === 'live') return startedAt;
  const field = 'organization.json: capturedAt';
  if (capturedAt === null) throw new InputError(`${field}: needed to publish, as the time of what was seen`);
  const observedAt = new Date(capturedAt).toISOString();
  if (observedAt > startedAt) throw new InputError(`${field}: in the future, so it cannot be published`);
  return observedAt;
};

/** One audit: plan, collect, analyse, publish when asked, and tell all of it. The nightly run and the CLI's `scan`. */
export const scan = async (options: ScanOptions): Promise<ScanResult> => {
  const { source, config, selection, stores, documents = null, clock, onProgress } = options;
  const startedAt = clock().toISOString();
  const plan = await source.plan(selection);
  const observedAt = stores === null ? startedAt : observationTime(plan.observedAt, source.input, startedAt);
  onProgress({ kind: 'planned', plan });

  const inventories = await collectAll(source, plan.scopes, { onProgress, take: (read) => read });
  const { accounts, partition } = plan;
  const { network, paths, findings: found } = analyse({ accounts, inventories }, config);
  const findings = withSureOwners(found, paths, plan);
  const coverage = toCoverage(
    inventories.map(({ scope, inventory }) => toScopeCoverage(scope, inventory)),
    plan,
  );
  const { scopes } = coverage;

  const published =
    stores === null
      ? null
      : await publish({
          findings,
          scopes: plan.scopes,
          unreadScopes: new Set(scopes.filter(({ status }) => status === 'failed').map(scopeKey)),
          stores,
          partition,
          isComplete: toIsComplete(scopes),
          presenceOf: createPresence(network),
          isLost: createIsLost({ plan, selection, coverage: scopes }),
          publishing: config.publishing,
          documents,
          hasTime: () => true,
          observedAt,
          refreshAfterDays: config.refreshAfterDays,
          onProgress,
        });

  const told = findings.map((finding) =>
    toPublishedFinding(finding, published?.firstSeen.get(finding.id) ?? null),
  );
  const summary = published?.summary ?? null;
  return {
    schemaVersion: 1,
    tool,
    startedAt,
    finishedAt: clock().toISOString(),
    partition,
    callerArn: source.caller?.arn ?? null,
    configDigest: configDigest(config),
    input: source.input,
    summary: summarize(paths, told, scopes),
    exitReasons: exitReasonsOf({ findings: told, coverage, publish: summary, failOn: options.failOn }),
    coverage,
    paths,
    peerings: publishedPeerings(network),
    findings: told,
    publish: summary,
  };
};
