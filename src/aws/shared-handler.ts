import type { HttpHandler } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';

export type { HttpHandler };

/**
 * Keep-alive connections, 50 a host. A read that hangs for `timeout` ms, before its answer or in the midst of it,
 * fails and is tried again.
 */
export const createHttpHandler = (timeout = 30_000): HttpHandler & { destroy(): void } =>
  new NodeHttpHandler({
    connectionTimeout: 5_000,
    requestTimeout: timeout,
    throwOnRequestTimeout: true,
    socketTimeout: timeout,
  });

/**
 * The same handler as a client may hold it: `client.destroy()` destroys the handler it was given, and every new
 * client rewrites its settings, neither of which may reach the others that share it.
 */
export const shareHandler = (handler: HttpHandler): HttpHandler => ({
  ...(handler.metadata === undefined ? {} : { metadata: handler.metadata }),
  handle: (request, options) => handler.handle(request, options),
  updateHttpClientConfig: () => undefined,
  httpHandlerConfigs: () => ({}),
});
