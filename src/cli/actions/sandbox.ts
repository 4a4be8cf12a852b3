import { once } from 'node:events';
import { fileFailure } from '#app/file-error.ts';
import { readJson } from '#app/snapshot/read-json.ts';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { faultPlan } from '#sandbox/faults/plan.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Listen } from '../interrupt.ts';
import { print } from '../terminal.ts';

export type SandboxCommandOptions = {
  snapshot: string;
  port?: number;
  latency?: number;
  limits?: boolean;
  faults?: string;
};

/** Serves until it is told to stop; the one line it prints is its URL. */
export const sandbox = async (options: SandboxCommandOptions, listen: Listen): Promise<number> => {
  const signal = listen();
  const snapshot = await readSnapshot(options.snapshot);
  const { latency = 0, limits = false } = options;
  const faults = options.faults === undefined ? {} : { faults: await readJson(options.faults, faultPlan) };
  const port = options.port ?? 0;
  const server = await serveSandbox(createSandbox({ snapshot, latencyMs: latency, limits, ...faults }), {
    port,
  }).catch((error: unknown) => {
    throw fileFailure(error, `--port ${port}`, 'used');
  });
  await print(`${server.url}\n`);
  if (!signal.aborted) await once(signal, 'abort');
  await server.close();
  return exitCodes.done;
};
