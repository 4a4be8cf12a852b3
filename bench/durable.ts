import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { toBatches } from '#app/stages/batches.ts';
import { orchestrate } from '#handlers/orchestration.ts';
import type { WorkerEvent } from '#handlers/worker-event.ts';
import { limits, runDurable } from '#test/builders/durable.ts';
import type { Length } from './figures.ts';

/** One organization, through the official local runner with workers that only answer. */
export type DurableFigure = {
  accounts: number;
  scopes: number;
  /** Of each of the two stages that many workers share. */
  batches: number;
  /** Batches of a hundred whose worker fails the first time. */
  failingOfAHundred: number;
  operations: number;
  kilobytes: number;
  largestKilobytes: number;
  checkpoints: number;
  invocations: number;
};

const regions = 17;
const sizes: Record<Length, number[]> = { full: [100, 1_000, 10_000], short: [100] };
const runId = '2026-11-22T03-00-00-000Z-0123abcd';
const silent = { error() {}, warn() {}, info() {}, debug() {} };

const handler = withDurableExecution((_event: never, context: DurableContext) => {
  context.configureLogger({ customLogger: silent });
  return orchestrate({ action: 'scan', publish: true }, context, 'worker');
});

/** Those that fail are spread over all batches. */
const workerOf = (batches: number, failingOfAHundred: number) => {
  const seen = new Set<string>();
  return async (event: WorkerEvent): Promise<object> => {
    if (event.stage === 'plan') return { runId, batches, scopes: batches };
    if (event.stage === 'analyse') return { batches, isOneByOne: false };
    if (event.stage === 'search') return { places: 0 };
    if (event.stage === 'clear') return { archived: 0 };
    if (event.stage === 'finish') return { runId };
    const isFirst = !seen.has(`${event.stage} ${event.batch}`);
    seen.add(`${event.stage} ${event.batch}`);
    if (isFirst && event.batch % 100 < failingOfAHundred) {
      throw new Error('2026-11-22T03:15:00.000Z 0f3c Task timed out after 900.00 seconds');
    }
    return { unread: 0 };
  };
};

const refuseBroken = ({
  operations,
  bytes,
  largest,
}: {
  operations: number;
  bytes: number;
  largest: number;
}) => {
  const broken = [
    ...(operations > limits.operations ? [`${operations} operations of ${limits.operations}`] : []),
    ...(bytes > limits.bytes ? [`${bytes} bytes of ${limits.bytes}`] : []),
    ...(largest > limits.checkpoint ? [`a checkpoint of ${largest} bytes, of ${limits.checkpoint}`] : []),
  ];
  if (broken.length > 0) throw new Error(`a limit of durable functions is broken: ${broken.join(', ')}`);
};

const measure = async (accounts: number, failingOfAHundred: number): Promise<DurableFigure> => {
  const scopes = Array.from({ length: accounts * regions }, (_, index) => ({
    accountId: String(Math.floor(index / regions)).padStart(12, '0'),
    region: `eu-test-${index % regions}`,
  }));
  const batches = toBatches(scopes).length;
  const worker = workerOf(batches, failingOfAHundred);
  const run = await runDurable({ handler, event: {}, workers: { worker } });
  if (run.status !== 'SUCCEEDED')
    throw new Error(`the run ended as ${run.status}: ${JSON.stringify(run.result)}`);
  refuseBroken(run);
  return {
    accounts,
    scopes: scopes.length,
    batches,
    failingOfAHundred,
    operations: run.operations,
    kilobytes: Math.round(run.bytes / 1024),
    largestKilobytes: Math.round(run.largest / 1024),
    checkpoints: run.checkpoints,
    invocations: run.invocations,
  };
};

/**
 * Operations and bytes of whole runs at 100, 1,000 and 10,000 accounts in 17 Regions: a good night, one in ten workers
 * failing, and all of them. Throws when a limit of AWS Lambda durable functions is broken.
 */
export const durable = async (length: Length): Promise<DurableFigure[]> => {
  await LocalDurableTestRunner.setupTestEnvironment({ skipTime: false });
  try {
    const figures: DurableFigure[] = [];
    for (const accounts of sizes[length]) {
      for (const failing of [0, 10, 100]) figures.push(await measure(accounts, failing));
    }
    return figures;
  } finally {
    await LocalDurableTestRunner.teardownTestEnvironment();
  }
};
