import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { InputError } from '#app/input-error.ts';
import type { Store } from '#app/store/store.ts';
import { scopeKey } from '#model/scope.ts';
import type { ConfigText } from './config-parameter.ts';
import { emitMetrics } from './emit-metrics.ts';
import { keep } from './keep.ts';
import { logResult } from './log-result.ts';
import { type Open, open } from './open.ts';
import { type RunSummary, toRunSummary } from './run-summary.ts';
import type { WorkerEvent } from './worker-event.ts';

export type WorkerTools = {
  logger: Logger;
  metrics: Metrics;
  env: NodeJS.ProcessEnv;
  /** Until Lambda ends the function. */
  remainingMs: () => number;
};

/** What a stage answers; all else it leaves in the store. */
export type StageReplies = {
  plan: { runId: string; batches: number; scopes: number };
  collect: { unread: number };
  /** `isOneByOne`: the batches of publishing go to Security Hub in one account and Region, which has its rates. */
  analyse: { batches: number; isOneByOne: boolean };
  search: { places: number };
  publish: { unread: number };
  clear: { archived: number };
  finish: RunSummary;
};

type Stage = WorkerEvent['stage'];
export type StageEvent<S extends Stage> = Extract<WorkerEvent, { stage: S }>;

/** What a stage works with. */
type Bench = Omit<Open, 'store'> & WorkerTools & { store: Store; timeLeft: () => number };

/** What a worker keeps for writing down how far it came. */
const reserveMs = 60_000;

const clock = (): Date => new Date();

/** A worker does one stage, and loads what that needs. */
const stages: { [S in Stage]: (event: StageEvent<S>, bench: Bench) => Promise<StageReplies[S]> } = {
  plan: async ({ accounts, regions, publish }, { store, config, connection, logger }) => {
    const selection = { accounts: accounts ?? null, regions: regions ?? null };
    const { source } = connection;
    const { planRun } = await import('#app/stages/plan-run.ts');
    const { run, batches } = await planRun({
      store,
      source,
      config,
      selection,
      isPublishing: publish,
      clock,
    });
    const { scopes, notices } = run.plan;
    logger.info('planned', { runId: run.runId, scopes: scopes.length, batches, notices });
    return { runId: run.runId, batches, scopes: scopes.length };
  },
  collect: async ({ runId, batch }, { store, connection, timeLeft, logger }) => {
    const { collectBatch } = await import('#app/stages/collect-batch.ts');
    return collectBatch({
      store,
      source: connection.source,
      runId,
      batch,
      timeLeft,
      onMistake: (scope, error) => logger.error('a mistake in one scope', { scope: scopeKey(scope), error }),
    });
  },
  analyse: async ({ runId, failures }, { store }) => {
    const { analyseRun } = await import('#app/stages/analyse-run.ts');
    return analyseRun({ store, runId, failures });
  },
  search: async ({ runId }, { store, connection: { stores }, timeLeft }) => {
    const { searchRun } = await import('#app/stages/search-run.ts');
    return searchRun({ store, stores, runId, timeLeft });
  },
  publish: async ({ runId, batch }, { store, connection: { stores }, timeLeft }) => {
    const { publishBatch } = await import('#app/stages/publish-batch.ts');
    return publishBatch({ store, stores, runId, batch, timeLeft });
  },
  clear: async ({ runId }, { store, connection: { stores }, timeLeft }) => {
    const { clearRun } = await import('#app/stages/clear-run.ts');
    return clearRun({ store, stores, runId, timeLeft });
  },
  finish: async ({ runId, failures }, { store, connection, logger, metrics }) => {
    const [{ finishRun }, { keepReports }] = await Promise.all([
      import('#app/stages/finish-run.ts'),
      import('#app/stages/keep-reports.ts'),
    ]);
    const { result, isWhole } = await finishRun({ store, runId, failures, clock });
    await keep(logger, keepReports({ store, runId, result, isWhole }));
    emitMetrics(metrics, result);
    logResult(logger, result, connection.apiCalls());
    return toRunSummary(runId, result);
  },
};

const run = <S extends Stage>(event: StageEvent<S> & { stage: S }, bench: Bench): Promise<StageReplies[S]> =>
  stages[event.stage](event, bench);

/** Does one stage of a distributed run. Its calls to AWS are counted where they are made. */
export const work = async (
  event: WorkerEvent,
  parameter: ConfigText | null,
  tools: WorkerTools,
): Promise<StageReplies[Stage]> => {
  const { config, connection, store } = await open(tools.env, parameter);
  const timeLeft = (): number => tools.remainingMs() - reserveMs;
  try {
    if (store === null) {
      throw new InputError('VPC_PATH_AUDITOR_STORE: the workers of a run need a store to share');
    }
    return await run(event, { ...tools, config, connection, store, timeLeft });
  } finally {
    tools.metrics.addMetric('ApiCalls', MetricUnit.Count, connection.apiCalls());
    connection.close();
  }
};
