import { Readable } from 'node:stream';
import type { HttpHandler } from '@smithy/core/protocols';
import type { WireRequest, WireResponse } from './wire.ts';
import { cutBody } from './wire.ts';

type HttpRequest = Parameters<HttpHandler['handle']>[0];
type Options = NonNullable<Parameters<HttpHandler['handle']>[1]>;
type Answer = Awaited<ReturnType<HttpHandler['handle']>>;

const bytesOf = (body: unknown): Uint8Array => {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  throw new TypeError('the sandbox reads no streams');
};

/** What an SDK client hands its request handler, as the sandbox reads it. */
export const fromHttpRequest = ({ method, path, query, headers, body }: HttpRequest): WireRequest => ({
  method,
  path,
  query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, value ?? ''])),
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  body: bytesOf(body),
});

/* The errors below are those of @smithy/node-http-handler and of Node under it, by name, code and message. */

const resetError = (): Error =>
  Object.assign(new Error('read ECONNRESET'), { name: 'TimeoutError', code: 'ECONNRESET' });

const timeoutError = (ms: number): Error =>
  Object.assign(
    new Error(
      `@smithy/node-http-handler - [ERROR] a request has exceeded the configured ${ms} ms requestTimeout.`,
    ),
    { name: 'TimeoutError', code: 'ETIMEDOUT' },
  );

const abortError = (): Error => Object.assign(new Error('Request aborted'), { name: 'AbortError' });

/** What comes of the body, and then the end of the connection. */
const cutStream = (wire: WireResponse): Readable => {
  const { sent } = cutBody(wire);
  return Readable.from(
    (async function* () {
      yield sent;
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    })(),
  );
};

const arrive = (wire: WireResponse): Answer | Promise<never> => {
  const { statusCode, headers, body, loss } = wire;
  if (loss === 'reset') throw resetError();
  if (loss === 'hang') return new Promise(() => {});
  return {
    response: { statusCode, headers, body: loss === 'cut' ? cutStream(wire) : Readable.from([body]) },
  };
};

/** The answer, unless the caller loses patience or gives up. */
const inTime = (answer: Promise<Answer>, { abortSignal }: Options, timeoutMs: number): Promise<Answer> => {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => reject(timeoutError(timeoutMs)), timeoutMs);
  const abort = () => reject(abortError());
  const signal = abortSignal instanceof AbortSignal ? abortSignal : null;
  signal?.addEventListener('abort', abort, { once: true });
  answer.then(resolve, reject);
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  });
};

/** A request handler for SDK clients that answers from `respond`, without a socket. */
export const requestHandlerOf = (
  respond: (request: WireRequest) => Promise<WireResponse>,
  timeoutMs: number,
): HttpHandler => ({
  metadata: { handlerProtocol: 'http/1.1' },
  handle: async (request, options = {}) => {
    if (options.abortSignal?.aborted) throw abortError();
    const answer = respond(fromHttpRequest(request)).then(arrive);
    return inTime(answer, options, options.requestTimeout ?? timeoutMs);
  },
  updateHttpClientConfig: () => undefined,
  httpHandlerConfigs: () => ({}),
});
