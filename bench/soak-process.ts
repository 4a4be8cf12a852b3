// A warm function: each message is one nightly invocation of the real handler; the answer is what the process holds after it.
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { SoakNight } from './soak.ts';

type Handler = (event: unknown, context: unknown) => Promise<{ publish: { failed: unknown[] } | null }>;

const { handler } = (await import('#handlers/audit.ts')) as unknown as { handler: Handler };

const night = async (): Promise<SoakNight> => {
  const deadline = Date.now() + 900_000;
  const startedAt = performance.now();
  const { publish } = await handler(
    {},
    {
      functionName: 'vpc-path-auditor',
      awsRequestId: randomUUID(),
      getRemainingTimeInMillis: () => deadline - Date.now(),
    },
  );
  const wallMs = performance.now() - startedAt;
  // What was closed is gone a turn later.
  await setImmediate();
  globalThis.gc?.();
  await setImmediate();
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    wallMs,
    failed: publish?.failed.length ?? 0,
    heapKilobytes: (heapUsed + external) / 1024,
    rssMegabytes: rss / 2 ** 20,
    handles: process.getActiveResourcesInfo().length,
    files: readdirSync('/proc/self/fd').length,
  };
};

process.on('message', () => void night().then((told) => process.send?.(told)));
process.once('disconnect', () => process.exit());
process.send?.('ready');
