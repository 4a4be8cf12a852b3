import type { Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import type { WireResponse } from '#sandbox/wire.ts';

/** What a sandbox in a process of its own tells its parent when it is asked for its figures. */
export type Served = {
  /** Requests by IAM action, refused ones too. */
  callsByAction: Record<string, number>;
  /** Those that were refused for coming too fast. */
  throttled: number;
  /** Bodies of requests and of responses. */
  bytesIn: number;
  bytesOut: number;
  /** Of this process. */
  sandboxCpuMs: number;
};

const isThrottled = ({ statusCode, body }: WireResponse): boolean =>
  statusCode >= 400 && /RequestLimitExceeded|Throttl|TooManyRequests/.test(Buffer.from(body).toString());

/** Serves a sandbox until the parent process has gone, tells it the URL first, and the figures whenever it asks. */
export const serveCounted = async (sandbox: Sandbox): Promise<void> => {
  const counted = { throttled: 0, bytesIn: 0, bytesOut: 0 };
  const before = process.cpuUsage();
  const server = await serveSandbox({
    ...sandbox,
    respond: async (request) => {
      const response = await sandbox.respond(request);
      counted.bytesIn += request.body.byteLength;
      counted.bytesOut += response.body.byteLength;
      if (isThrottled(response)) counted.throttled += 1;
      return response;
    },
  });
  process.once('disconnect', () => process.exit());
  process.on('message', (message) => {
    if (message !== 'figures') return;
    const { user, system } = process.cpuUsage(before);
    const served: Served = {
      ...counted,
      callsByAction: sandbox.calls(),
      sandboxCpuMs: (user + system) / 1000,
    };
    process.send?.(served);
  });
  process.send?.(server.url);
};
