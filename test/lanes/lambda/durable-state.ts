import { randomUUID } from 'node:crypto';
import type { DurableExecutionClient } from '@aws/durable-execution-sdk-js';
import type { Invoked } from './lambda-function.ts';

type Updates = Parameters<DurableExecutionClient['checkpoint']>[0]['Updates'];
export type Update = NonNullable<Updates>[number];
type Operations = Awaited<ReturnType<DurableExecutionClient['getExecutionState']>>['Operations'];
/** Times are seconds here, as on the wire. */
export type Operation = Omit<NonNullable<Operations>[number], 'StartTimestamp' | 'EndTimestamp'> & {
  StartTimestamp: number;
};

/** Invokes a function that a durable one asks for. */
export type Invoke = (functionName: string, payload: unknown) => Promise<Invoked>;

export type DurableState = {
  /** Takes one update of a checkpoint; throws where it is none that this knows. */
  update: (update: Update) => void;
  all: () => Operation[];
  /** What changed since it was last asked. */
  takeChanged: () => Operation[];
  /** Until one of the invoked functions has answered; at once where none is under way. */
  next: () => Promise<void>;
};

const now = (): number => Math.floor(Date.now() / 1000);

const ended = { SUCCEED: 'SUCCEEDED', FAIL: 'FAILED' } as const;

/** The end of an invocation that another function asked for. */
const endOf = ({ outcome }: Invoked): Pick<Operation, 'Status' | 'ChainedInvokeDetails'> => {
  if (outcome.kind === 'response') {
    return { Status: 'SUCCEEDED', ChainedInvokeDetails: { Result: JSON.stringify(outcome.payload) } };
  }
  const ErrorMessage = outcome.kind === 'error' ? outcome.error.errorMessage : outcome.kind;
  return { Status: 'FAILED', ChainedInvokeDetails: { Error: { ErrorMessage } } };
};

/** The operations of one durable execution, begun with `event`, and the functions that it has invoked. */
export const createDurableState = (event: unknown, invoke: Invoke): DurableState => {
  const operations = new Map<string, Operation>();
  const changed = new Set<string>();
  const underWay = new Map<string, Promise<void>>();
  const put = (operation: Operation): void => {
    operations.set(operation.Id ?? '', operation);
    changed.add(operation.Id ?? '');
  };
  const chain = async (operation: Operation, { ChainedInvokeOptions, Payload }: Update): Promise<void> => {
    const invoked = await invoke(ChainedInvokeOptions?.FunctionName ?? '', JSON.parse(Payload ?? 'null'));
    underWay.delete(operation.Id ?? '');
    put({ ...operation, ...endOf(invoked) });
  };
  put({
    Id: randomUUID(),
    Type: 'EXECUTION',
    Status: 'STARTED',
    StartTimestamp: now(),
    ExecutionDetails: { InputPayload: JSON.stringify(event) },
  });
  return {
    update: (update) => {
      const { Id = '', Action, Type, Name, ParentId, SubType } = update;
      const begun = { Id, Type, Name, ParentId, SubType, Status: 'STARTED', StartTimestamp: now() } as const;
      const what = `${Type} ${Action}`;
      if (what === 'CHAINED_INVOKE START' || what === 'CONTEXT START') put(begun);
      if (what === 'CHAINED_INVOKE START') underWay.set(Id, chain(begun, update));
      else if (what === 'CONTEXT SUCCEED' || what === 'CONTEXT FAIL') {
        const Status = ended[what === 'CONTEXT FAIL' ? 'FAIL' : 'SUCCEED'];
        const ContextDetails = { Result: update.Payload, Error: update.Error };
        put({ ...begun, ...operations.get(Id), Status, ContextDetails });
      } else if (what !== 'CONTEXT START') throw new Error(`not known here: ${what}`);
    },
    all: () => [...operations.values()],
    takeChanged: () => {
      const told = [...changed].flatMap((id) => operations.get(id) ?? []);
      changed.clear();
      return told;
    },
    next: async () => {
      if (underWay.size > 0) await Promise.race(underWay.values());
    },
  };
};
