import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { orchestrate } from '#handlers/orchestration.ts';
import { type WorkerEvent, workerEvent } from '#handlers/worker-event.ts';
import { type Kill, limits, runDurable } from '#test/builders/durable.ts';

/* The orchestrator at its largest, with workers that do nothing but answer. */

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: false }));
afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

const runId = '2026-11-22T03-00-00-000Z-0123abcd';
const silent = { error() {}, warn() {}, info() {}, debug() {} };
const handler = withDurableExecution((_event: never, context: DurableContext) => {
  context.configureLogger({ customLogger: silent });
  return orchestrate({ action: 'scan', publish: true }, context, 'worker');
});

/** Hundreds of invocations, on a machine that may be busy. */
const patience = 180_000;

type Told = { asked: WorkerEvent[]; failures: { collect: unknown; publish: unknown } };

/** `answer` is that of a batch; what it throws is the worker's end. */
const run = async (
  batches: number,
  answer: (event: WorkerEvent, before: number) => object | Promise<object>,
  kills: Kill[] = [],
  isOneByOne = false,
) => {
  const asked: WorkerEvent[] = [];
  const before = new Map<string, number>();
  const worker = async (sent: WorkerEvent): Promise<object> => {
    const event = workerEvent.parse(sent);
    asked.push(event);
    if (event.stage === 'plan') return { runId, batches, scopes: batches };
    if (event.stage === 'analyse') return { batches, isOneByOne };
    if (event.stage === 'finish') return { runId };
    if (event.stage === 'search') return { places: 0 };
    if (event.stage === 'clear') return { archived: 0 };
    const key = `${event.stage} ${event.batch}`;
    before.set(key, (before.get(key) ?? 0) + 1);
    return answer(event, (before.get(key) ?? 1) - 1);
  };
  const measured = await runDurable<{ runId: string }>({
    handler,
    event: {},
    workers: { worker },
    kills,
  });
  const failuresOf = (stage: 'analyse' | 'finish') =>
    asked.flatMap((event) => (event.stage === stage ? event.failures : []));
  const told: Told = { asked, failures: { collect: failuresOf('analyse'), publish: failuresOf('finish') } };
  return { ...measured, ...told };
};

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

it(
  '600 batches a stage: one operation each, every one named once',
  async () => {
    const { status, operations, names, failures } = await run(600, () => ({ unread: 0 }));
    expect([status, operations]).toEqual(['SUCCEEDED', 5 + 2 * 601]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain('');
    expect(failures).toEqual({ collect: [], publish: [] });
  },
  patience,
);

it(
  '600 batches that all fail once: the second pass fits the limits too',
  async () => {
    const { status, operations, largest, bytes, failures } = await run(600, (_event, before) => {
      if (before === 0) throw new Error('Task timed out after 900.00 seconds');
      return { unread: 0 };
    });
    expect([status, operations]).toEqual(['SUCCEEDED', 5 + 4 * 601]);
    expect(operations).toBeLessThan(limits.operations);
    expect(largest).toBeLessThan(limits.checkpoint);
    expect(bytes).toBeLessThan(limits.bytes);
    expect(failures).toEqual({ collect: [], publish: [] });
  },
  patience,
);

it.each([
  ['at length', 'x', 100],
  ['in control characters', '\u0001', 16],
])(
  '600 batches that fail for good, %s, while invocations are killed: no checkpoint is too large',
  async (_, character, kept) => {
    // So much that what a map comes to is beyond a checkpoint, and its body is replayed instead.
    const message = character.repeat(2_000);
    const fail = (): never => {
      throw new Error(message);
    };
    const kills = [3, 5, 7, 9, 11].map((at) => ({ at, when: 'after' as const }));
    const { status, killed, largest, failures } = await run(600, fail, kills);
    expect([status, killed]).toEqual(['SUCCEEDED', kills.length]);
    const told = numbers(600).map((batch) => ({ batch, cause: 'unknown', message: character.repeat(kept) }));
    expect(failures).toEqual({ collect: told, publish: told });
    // The list of failures is the largest thing that passes, and it does not come near.
    expect(largest).toBeGreaterThan(50 * 1024);
    expect(largest).toBeLessThan(limits.checkpoint / 2);
  },
  patience,
);

it('asks again only for what is left, and tells apart who stopped in time from who was ended', async () => {
  const { asked, names, failures } = await run(4, (event, before) => {
    const batch = 'batch' in event ? event.batch : -1;
    if (event.stage === 'publish') return { unread: 0 };
    if (batch === 1) return { unread: before === 0 ? 7 : 0 };
    if (batch === 2) return { unread: 3 };
    if (batch === 3) throw new Error('Task timed out after 900.00 seconds');
    return { unread: 0 };
  });
  expect(names.filter((name) => name.startsWith('collect'))).toEqual([
    'collect',
    ...numbers(4).map((batch) => `collect ${batch}`),
    'collect again',
    ...[1, 2, 3].map((batch) => `collect again ${batch}`),
  ]);
  expect(failures.collect).toEqual([
    { batch: 3, cause: 'timeout', message: 'Task timed out after 900.00 seconds' },
  ]);
  expect(asked.filter(({ stage }) => stage === 'publish')).toHaveLength(4);
});

it('is the same however often it is replayed: what is sent is made of the event and of answers alone', async () => {
  const [first, second] = [
    await run(30, () => ({ unread: 0 })),
    await run(
      30,
      () => ({ unread: 0 }),
      [2, 4, 6].map((at) => ({ at, when: 'before' })),
    ),
  ];
  const sent = ({ asked }: typeof first) => new Set(asked.map((event) => JSON.stringify(event)));
  expect(second.killed).toBe(3);
  expect(second.names).toEqual(first.names);
  expect(sent(second)).toEqual(sent(first));
});

it('batches of one account and Region are published one after the other', async () => {
  let most = { collect: 0, publish: 0 };
  const under = { collect: 0, publish: 0 };
  const { status, asked } = await run(
    8,
    async ({ stage }) => {
      if (stage !== 'collect' && stage !== 'publish') return {};
      under[stage] += 1;
      most = { ...most, [stage]: Math.max(most[stage], under[stage]) };
      await new Promise((resolve) => setTimeout(resolve, 20));
      under[stage] -= 1;
      return { unread: 0 };
    },
    [],
    true,
  );
  expect([status, most.publish]).toEqual(['SUCCEEDED', 1]);
  expect(most.collect).toBeGreaterThan(1);
  const stages = asked.map(({ stage }) => stage).filter((stage, index, all) => stage !== all[index - 1]);
  expect(stages).toEqual(['plan', 'collect', 'analyse', 'search', 'publish', 'clear', 'finish']);
});

it('nothing to publish is neither searched nor cleared', async () => {
  const { asked } = await run(0, () => ({ unread: 0 }));
  expect(asked.map(({ stage }) => stage)).toEqual(['plan', 'analyse', 'finish']);
});
