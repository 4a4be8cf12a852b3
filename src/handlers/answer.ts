import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Progress } from '#app/ports.ts';
import { scan } from '#app/scan.ts';
import { documentsOf } from '#app/stages/document-keys.ts';
import { toRunId } from '#app/stages/run-id.ts';
import { shareTime } from '#app/stages/share-time.ts';
import type { Store } from '#app/store/store.ts';
import type { ScanResult } from '#model/result.ts';
import type { ConfigText } from './config-parameter.ts';
import { emitMetrics } from './emit-metrics.ts';
import type { AuditEvent } from './event.ts';
import { keep } from './keep.ts';
import { logResult } from './log-result.ts';
import { type Open, open } from './open.ts';
import { type ExplanationReply, type Reply, toExplanationReply, toReply } from './reply.ts';

export type Tools = {
  logger: Logger;
  metrics: Metrics;
  env: NodeJS.ProcessEnv;
  /** Until Lambda ends the function. */
  remainingMs: () => number;
};

const logProgress =
  (logger: Logger) =>
  (progress: Progress): void => {
    if (progress.kind !== 'planned') return;
    const { scopes, notices } = progress.plan;
    logger.info('planned', { scopes: scopes.length, notices });
  };

/** Scopes that there was no time for; another night begins with others (`rotate`). */
const warnOfTime = (logger: Logger, { coverage }: ScanResult): void => {
  const late = coverage.scopes.filter(
    ({ status, reads }) => status === 'failed' && reads.every(({ cause }) => cause === 'timeout'),
  );
  if (late.length === 0) return;
  logger.warn('out of time: the next nights begin elsewhere; many accounts are for the orchestrator', {
    unread: late.length,
    scopes: coverage.scopes.length,
  });
};

/** The result and its reports, as a distributed run leaves them in the store. Answers the run's ID; null where not even the result is there. */
const keepRun = async (
  logger: Logger,
  {
    store,
    result,
    event,
  }: { store: Store; result: ScanResult; event: { accounts?: unknown; regions?: unknown } },
): Promise<string | null> => {
  const runId = toRunId(result.startedAt);
  const isWhole = event.accounts === undefined && event.regions === undefined;
  if (!(await keep(logger, store.put(documentsOf(runId).result, result)))) return null;
  const { keepReports } = await import('#app/stages/keep-reports.ts');
  await keep(logger, keepReports({ store, runId, result, isWhole }));
  return runId;
};

const runScan = async (
  event: Extract<AuditEvent, { action: 'scan' }>,
  { connection, config, store }: Open,
  { logger, metrics, remainingMs }: Tools,
): Promise<Reply> => {
  const result = await scan({
    source: connection.source,
    config,
    selection: { accounts: event.accounts ?? null, regions: event.regions ?? null },
    stores: event.publish ? connection.stores : null,
    documents: store,
    failOn: null,
    clock: () => new Date(),
    times: shareTime(remainingMs),
    onProgress: logProgress(logger),
  });
  const runId = store === null ? null : await keepRun(logger, { store, result, event });
  emitMetrics(metrics, result);
  metrics.addMetric('ApiCalls', MetricUnit.Count, connection.apiCalls());
  warnOfTime(logger, result);
  logResult(logger, result, connection.apiCalls());
  return toReply(result, runId);
};

/** Answers one event, with what the function's environment names. */
export const answer = async (
  event: AuditEvent,
  parameter: ConfigText | null,
  tools: Tools,
): Promise<Reply | ExplanationReply> => {
  const opened = await open(tools.env, parameter);
  const { connection, config } = opened;
  try {
    if (event.action === 'scan') return await runScan(event, opened, tools);
    const { vpc, service, serviceRegion } = event;
    // No night asks, and a tenth of what is ours is for it alone.
    const { explain } = await import('#app/explain.ts');
    const explanation = await explain({
      source: connection.source,
      asker: connection.asker,
      config,
      question: { vpc, service, serviceRegion },
      onProgress: logProgress(tools.logger),
    });
    return toExplanationReply(explanation);
  } finally {
    connection.close();
  }
};
