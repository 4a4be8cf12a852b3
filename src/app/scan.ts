import type { Config } from '#model/config.ts';
import type { Severity } from '#model/finding.ts';
import type { ScanResult } from '#model/result.ts';
import { collectAll } from './collect-all.ts';
import { configDigest } from './digest.ts';
import type { Clock, FindingsStores, Progress, Selection, Source } from './ports.ts';
import type { Published } from './publish.ts';
import type { Judged } from './stages/judge.ts';
import { observationTime } from './stages/observation-time.ts';
import { toResult, withoutEvidence } from './stages/result.ts';
import { rotate } from './stages/rotate.ts';
import type { StageTimes } from './stages/share-time.ts';
import { withTimeLimit } from './stages/time-limit.ts';
import type { Store } from './store/store.ts';
import { untilInterrupted } from './until-interrupted.ts';

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
  /** What of the time each stage may take; without, as long as it takes. */
  times?: StageTimes | null;
  /**
   * Once aborted, nothing more is read and nothing published: the result tells what was read so far, and what was not.
   * Before there is a plan there is nothing to tell: the promise rejects with its reason.
   */
  signal?: AbortSignal | undefined;
  onProgress: (progress: Progress) => void;
};

/**
 * One audit: plan, collect, judge, publish when asked, and tell all of it. The nightly run and the CLI's `scan`. Where
 * time is limited, scopes that there was none for are told as unread, and are not the same ones night after night. What
 * judges and what publishes is loaded once there is something to judge or to publish.
 */
export const scan = async (options: ScanOptions): Promise<ScanResult> => {
  const { source, config, selection, stores, documents = null, clock, failOn, onProgress } = options;
  const { times = null, signal } = options;
  const startedAt = clock().toISOString();
  const plan = await source.plan(selection);
  signal?.throwIfAborted();
  const observedAt = stores === null ? startedAt : observationTime(plan, source.input, startedAt);
  onProgress({ kind: 'planned', plan });

  const scopesInTurn = times === null ? plan.scopes : rotate(plan.scopes, startedAt);
  const sourceInTime = untilInterrupted(
    times === null ? source : withTimeLimit(source, times.toRead),
    signal,
  );
  // The inventories end with this call: publishing, which is long, needs none of them.
  const readAndJudge = async (): Promise<Judged> => {
    const inventories = await collectAll(sourceInTime, scopesInTurn, {
      onProgress,
      take: (read) => read,
    });
    const { judge } = await import('./stages/judge.ts');
    return judge({ plan, inventories, startedAt }, config);
  };
  const { paths, peerings, findings, observed, rules } = await readAndJudge();
  const publish = async (into: FindingsStores): Promise<Published> => {
    const { publishJudged } = await import('./stages/publish-judged.ts');
    return publishJudged({ findings, observed, plan, selection }, config, {
      stores: into,
      documents,
      hasTime: () => times === null || times.toPublish() > 0,
      observedAt,
      onProgress,
    });
  };
  const published = stores === null || signal?.aborted ? null : await publish(stores);

  return toResult({
    startedAt,
    finishedAt: clock().toISOString(),
    partition: plan.partition,
    callerArn: source.caller?.arn ?? null,
    configDigest: configDigest(config),
    rules,
    input: source.input,
    coverage: observed.coverage,
    paths,
    peerings,
    findings: findings.map(withoutEvidence),
    published,
    failOn,
  });
};
