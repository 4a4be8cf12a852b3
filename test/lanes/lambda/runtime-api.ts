import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a runtime tells of an error: AWS Lambda's developer guide, "Lambda runtime API". */
export type RuntimeError = { errorType: string; errorMessage: string; trace?: string[] };

export type Answer =
  | { kind: 'response'; payload: unknown }
  | { kind: 'error'; error: RuntimeError }
  /** Nothing was answered until the deadline. */
  | { kind: 'timeout' };

export type Invocation = { requestId: string; traceId: string; functionArn: string; timeoutMs: number };

type Given = { event: unknown; invocation: Invocation; resolve: (answer: Answer) => void };

export type RuntimeApi = {
  /** `host:port`, the value of AWS_LAMBDA_RUNTIME_API. */
  address: string;
  /** One at a time, as Lambda gives a process its invocations. */
  give: (event: unknown, invocation: Invocation) => Promise<Answer>;
  /** What the runtime said when it could not even begin. */
  initError: () => RuntimeError | null;
  close: () => void;
};

export const newInvocation = (functionArn: string, timeoutMs: number): Invocation => {
  const hex = randomUUID().replaceAll('-', '');
  const time = Math.floor(Date.now() / 1000).toString(16);
  const traceId = `Root=1-${time}-${hex.slice(0, 24)};Parent=${hex.slice(16)};Sampled=1`;
  return { requestId: randomUUID(), traceId, functionArn, timeoutMs };
};

const offer = (response: ServerResponse, { event, invocation, resolve }: Given): void => {
  const { requestId, traceId, functionArn, timeoutMs } = invocation;
  // Its time begins now: how long the process took to begin is not its own.
  setTimeout(() => resolve({ kind: 'timeout' }), timeoutMs).unref();
  response.writeHead(200, {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': requestId,
    'lambda-runtime-deadline-ms': Date.now() + timeoutMs,
    'lambda-runtime-invoked-function-arn': functionArn,
    'lambda-runtime-trace-id': traceId,
  });
  response.end(JSON.stringify(event));
};

const accepted = (response: ServerResponse): void =>
  void response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');

/** Lambda's Runtime API on loopback, version 2018-06-01, for one process. */
export const serveRuntimeApi = async (): Promise<RuntimeApi> => {
  const queue: Given[] = [];
  let waiting: ServerResponse | null = null;
  let current: Given | null = null;
  let initError: RuntimeError | null = null;

  const offerNext = (): void => {
    const next = waiting === null ? undefined : queue.shift();
    if (waiting === null || next === undefined) return;
    offer(waiting, next);
    [current, waiting] = [next, null];
  };
  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, id, what] =
      /^\/2018-06-01\/runtime\/(?:invocation\/)?(?:([\w-]+)\/)?(\w+)$/.exec(message.url ?? '') ?? [];
    const isOfCurrent = id === current?.invocation.requestId;
    if (message.method === 'GET' && what === 'next') {
      waiting = response;
      return offerNext();
    }
    const body: unknown = JSON.parse(await text(message));
    if (id === 'init' && what === 'error') initError = body as RuntimeError;
    else if (isOfCurrent && what === 'response') current?.resolve({ kind: 'response', payload: body });
    else if (isOfCurrent && what === 'error')
      current?.resolve({ kind: 'error', error: body as RuntimeError });
    else return void response.writeHead(400).end();
    accepted(response);
  };

  const server = createServer((message, response) => void answer(message, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    give: (event, invocation) =>
      new Promise((resolve) => {
        queue.push({ event, invocation, resolve });
        offerNext();
      }),
    initError: () => initError,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
