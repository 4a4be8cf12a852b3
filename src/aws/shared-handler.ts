import type { HttpHandler } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';

export type { HttpHandler };

export type Timeouts = {
  /** To reach the server. */
  connectionMs?: number;
  /** Without an answer, or without a further byte of it. */
  requestMs?: number;
};

/** Sockets to one host, which is a service in a Region, and to all: a Lambda has 1,024 file descriptors. */
const sockets = { maxSockets: 200, maxTotalSockets: 400 };

/** Keep-alive connections. A call that hangs, before its answer or in the midst of it, fails and is tried again. */
export const createHttpHandler = ({
  connectionMs = 5_000,
  requestMs = 30_000,
}: Timeouts = {}): HttpHandler & { destroy(): void } =>
  new NodeHttpHandler({
    connectionTimeout: connectionMs,
    requestTimeout: requestMs,
    throwOnRequestTimeout: true,
    socketTimeout: requestMs,
    httpAgent: { keepAlive: true, ...sockets },
    httpsAgent: { keepAlive: true, ...sockets },
  });

/**
 * The same handler as a client may hold it: `client.destroy()` destroys the handler it was given, and every new
 * client rewrites its settings, neither of which may reach the others that share it. Requests end with the signal.
 */
export const shareHandler = (handler: HttpHandler, signal?: AbortSignal): HttpHandler => ({
  ...(handler.metadata === undefined ? {} : { metadata: handler.metadata }),
  handle: (request, options) =>
    handler.handle(request, signal === undefined ? options : { ...options, abortSignal: signal }),
  updateHttpClientConfig: () => undefined,
  httpHandlerConfigs: () => ({}),
});
