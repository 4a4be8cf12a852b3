import {
  type DurableExecutionClient,
  type DurableExecutionInvocationInput,
  DurableExecutionInvocationInputWithClient,
  type DurableExecutionInvocationOutput,
} from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';

/*
 * The official local runner enforces none of the limits of AWS Lambda durable functions. This wraps it: every
 * checkpoint is counted and measured, and an invocation can be killed at one, before or after it is written, to be
 * begun again from what was written, as Lambda does with one that ends without an answer.
 */

/** FACTS.md: of one execution, fixed. */
export const limits = { operations: 3_000, bytes: 100 * 1024 * 1024, checkpoint: 256 * 1024 };

type Checkpoint = Parameters<DurableExecutionClient['checkpoint']>[0];
type Updates = NonNullable<Checkpoint['Updates']>;

/** When an invocation dies: at the n-th checkpoint of the execution, counted from 1. */
export type Kill = { at: number; when: 'before' | 'after' };

export type Worker = (event: never, context: never) => Promise<unknown>;
type Handler = (
  event: DurableExecutionInvocationInput,
  context: never,
) => Promise<DurableExecutionInvocationOutput>;

export type Measured<Result> = {
  status: string | undefined;
  result: Result;
  /** Names of all operations, in the order they were begun. */
  names: string[];
  operations: number;
  checkpoints: number;
  bytes: number;
  /** Of one payload, result or error that was checkpointed, in bytes. */
  largest: number;
  invocations: number;
  /** Invocations that were killed. */
  killed: number;
};

const sizeOf = (value: unknown): number =>
  value === undefined || value === null ? 0 : Buffer.byteLength(JSON.stringify(value));

const createMeter = () => {
  const meter = { checkpoints: 0, bytes: 0, largest: 0, invocations: 0, killed: 0 };
  const operations = new Map<string, string>();
  const add = (size: number): void => {
    meter.bytes += size;
    meter.largest = Math.max(meter.largest, size);
  };
  return {
    meter,
    operations,
    checkpoint: (updates: Updates): void => {
      meter.checkpoints += 1;
      for (const { Id = '', Name = '', Payload, Error: failure } of updates) {
        if (!operations.has(Id)) operations.set(Id, Name);
        add(Buffer.byteLength(Payload ?? '') + sizeOf(failure));
      }
    },
    add,
  };
};

type Meter = ReturnType<typeof createMeter>;

const never = <T>(): Promise<T> => new Promise(() => {});

/** A client of one invocation: once that is dead, nothing it sends arrives, and nothing comes back. */
const mortalClient = (
  client: DurableExecutionClient,
  { meter, kills, die }: { meter: Meter; kills: readonly Kill[]; die: () => void },
): DurableExecutionClient => {
  let isDead = false;
  const dieNow = <T>(): Promise<T> => {
    isDead = true;
    meter.meter.killed += 1;
    die();
    return never();
  };
  return {
    getExecutionState: (...asked) => client.getExecutionState(...asked),
    checkpoint: async (params, logger) => {
      if (isDead) return never();
      const kill = kills.find(({ at }) => at === meter.meter.checkpoints + 1);
      if (kill?.when === 'before') {
        meter.meter.checkpoints += 1;
        return dieNow();
      }
      meter.checkpoint(params.Updates ?? []);
      const answer = await client.checkpoint(params, logger);
      if (isDead) return never();
      return kill === undefined ? answer : dieNow();
    },
  };
};

/** The handler as Lambda invokes it: from its last checkpoint again, when an invocation was killed. */
const mortal =
  (handler: Handler, { meter, kills }: { meter: Meter; kills: readonly Kill[] }): Handler =>
  async (event, context) => {
    if (!DurableExecutionInvocationInputWithClient.isInstance(event))
      throw new TypeError('not the local runner');
    const { durableExecutionClient: client, DurableExecutionArn, CheckpointToken } = event;
    let state = event.InitialExecutionState;
    for (;;) {
      meter.meter.invocations += 1;
      const death = Promise.withResolvers<null>();
      const input = new DurableExecutionInvocationInputWithClient(
        { DurableExecutionArn, CheckpointToken, InitialExecutionState: state },
        mortalClient(client, { meter, kills, die: () => death.resolve(null) }),
      );
      const output = await Promise.race([handler(input, context), death.promise]);
      if (output !== null) return output;
      const { Operations } = await client.getExecutionState({
        DurableExecutionArn,
        CheckpointToken,
        Marker: '',
        MaxItems: 1_000,
      });
      state = { Operations: [...(Operations ?? [])], NextMarker: '' };
    }
  };

/** Runs a durable function to its end. `setupTestEnvironment` of the runner must have been called. */
export const runDurable = async <Result>({
  handler,
  event,
  workers,
  kills = [],
}: {
  handler: Handler;
  event: object;
  /** What it may invoke, by name. */
  workers: Readonly<Record<string, Worker>>;
  kills?: readonly Kill[];
}): Promise<Measured<Result>> => {
  const meter = createMeter();
  const runner = new LocalDurableTestRunner<Result>({
    handlerFunction: mortal(handler, { meter, kills }) as never,
  });
  for (const [name, worker] of Object.entries(workers)) {
    runner.registerFunction(name, async (asked: never, context: never) => {
      const answer = await worker(asked, context);
      meter.add(sizeOf(answer));
      return answer;
    });
  }
  const run = await runner.run({ payload: event });
  return {
    status: run.getStatus(),
    result: run.getStatus() === 'SUCCEEDED' ? (run.getResult() as Result) : (run.getError() as Result),
    names: [...meter.operations.values()],
    operations: meter.operations.size,
    ...meter.meter,
  };
};
