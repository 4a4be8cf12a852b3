import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import {
  createDurableState,
  type DurableState,
  type Invoke,
  type Operation,
  type Update,
} from './durable-state.ts';
import type { Invoked } from './lambda-function.ts';

/*
 * As much of Lambda's durable executions as the orchestrator asks for, one execution at a time: CheckpointDurableExecution
 * and GetDurableExecutionState over HTTP (API version 2025-12-01), the functions that it invokes, and another invocation of
 * its own where one has ended PENDING. Anything else is refused with 400, which fails the execution.
 */

/** What a durable function answers to an invocation of it. */
export type Output = {
  Status: 'SUCCEEDED' | 'FAILED' | 'PENDING';
  Result?: string;
  Error?: { ErrorMessage?: string };
};

export type Execution = {
  output: Output;
  /** Of the durable function itself. */
  invocations: Invoked[];
  /** Of its operations, in the order they were begun. */
  names: string[];
  /** Requests by kind. */
  requests: { checkpoint: number; state: number };
};

export type Functions = { durable: (input: unknown) => Promise<Invoked>; invoke: Invoke };

export type DurableExecutions = {
  /** The value of AWS_ENDPOINT_URL_LAMBDA. */
  url: string;
  /** From the event to the end, which is SUCCEEDED or FAILED. */
  run: (event: unknown, functions: Functions) => Promise<Execution>;
  close: () => void;
};

/** So many operations are in the event, and in a page of the state. */
const pageSize = 2;

const pageOf = <T>(operations: readonly T[], from: number): { Operations: T[]; NextMarker?: string } => {
  const next = from + pageSize;
  const Operations = operations.slice(from, next);
  return next < operations.length ? { Operations, NextMarker: String(next) } : { Operations };
};

/** An event tells times as text. */
const inEvent = ({ StartTimestamp, ...rest }: Operation) => ({
  ...rest,
  StartTimestamp: new Date(StartTimestamp * 1000).toISOString(),
});

type Served = { arn: string; state: DurableState; token: string; requests: Execution['requests'] };

/** Each token is good for one checkpoint, and for the states read before it. */
const checkToken = ({ token }: Served, told: unknown): void => {
  if (told !== token) throw new Error('the checkpoint token is an old one');
};

const checkpoint = (
  served: Served,
  { CheckpointToken, Updates = [] }: { CheckpointToken?: string; Updates?: Update[] },
) => {
  checkToken(served, CheckpointToken);
  for (const update of Updates) served.state.update(update);
  served.token = randomUUID();
  return { CheckpointToken: served.token, NewExecutionState: { Operations: served.state.takeChanged() } };
};

const answer = async (served: Served | null, message: IncomingMessage): Promise<object> => {
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://127.0.0.1');
  const [, arn = '', what] =
    /^\/2025-12-01\/durable-executions\/([^/]+)\/(checkpoint|state)$/.exec(pathname) ?? [];
  if (served === null || decodeURIComponent(arn) !== served.arn)
    throw new Error(`not known here: ${pathname}`);
  if (what === 'checkpoint') {
    served.requests.checkpoint += 1;
    return checkpoint(served, (await json(message)) as object);
  }
  served.requests.state += 1;
  checkToken(served, searchParams.get('CheckpointToken'));
  return pageOf(served.state.all(), Number(searchParams.get('Marker')));
};

const respond = async (
  served: Served | null,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const [status, body] = await answer(served, message).then(
    (told) => [200, told] as const,
    (error: Error) => [400, { __type: 'InvalidParameterValueException', message: error.message }] as const,
  );
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** The envelope that a durable function finds as its event. */
const envelope = (served: Served): object => {
  served.state.takeChanged();
  served.token = randomUUID();
  return {
    DurableExecutionArn: served.arn,
    CheckpointToken: served.token,
    InitialExecutionState: pageOf(served.state.all().map(inEvent), 0),
  };
};

/** Serves the executions of the function of that ARN. */
export const serveDurableExecutions = async (functionArn: string): Promise<DurableExecutions> => {
  let served: Served | null = null;
  const server = createServer((message, response) => void respond(served, message, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    run: async (event, { durable, invoke }) => {
      const arn = `${functionArn}/durable-execution/lane/${randomUUID()}`;
      const state = createDurableState(event, invoke);
      const current: Served = { arn, state, token: '', requests: { checkpoint: 0, state: 0 } };
      served = current;
      const invocations: Invoked[] = [];
      for (;;) {
        const invoked = await durable(envelope(current));
        invocations.push(invoked);
        if (invoked.outcome.kind !== 'response') throw new Error(JSON.stringify(invoked));
        const output = invoked.outcome.payload as Output;
        const names = state.all().flatMap(({ Name }) => Name ?? []);
        if (output.Status !== 'PENDING') return { output, invocations, names, requests: current.requests };
        await state.next();
      }
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
