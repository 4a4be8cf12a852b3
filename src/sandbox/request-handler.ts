import type { HttpHandler } from '@smithy/core/protocols';
import type { WireRequest, WireResponse } from './wire.ts';

type HttpRequest = Parameters<HttpHandler['handle']>[0];

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

/** A request handler for SDK clients that answers from `respond`, without a socket. */
export const requestHandlerOf = (respond: (request: WireRequest) => Promise<WireResponse>): HttpHandler => ({
  metadata: { handlerProtocol: 'http/1.1' },
  handle: async (request, options) => {
    if (options?.abortSignal?.aborted) throw new DOMException('Request aborted', 'AbortError');
    return { response: { ...(await respond(fromHttpRequest(request))) } };
  },
  updateHttpClientConfig: () => undefined,
  httpHandlerConfigs: () => ({}),
});
