import { begin, beginSandbox, callerEnv, lambdaHeap, said } from './processes.ts';
import type { OrganizationSize } from './scan-organization.ts';
import type { Served } from './serve-counted.ts';

/** The organization, and how long AWS takes for an answer. */
export type ScanSize = OrganizationSize & { latencyMs: number };

/** What the process of a scan tells. */
export type Scanned = {
  wallMs: number;
  cpuMs: number;
  /** The share of that time in which the scan's thread had something to do. */
  busy: number;
  calls: number;
  throttled: number;
  isComplete: boolean;
  scopes: number;
  paths: number;
  peakMegabytes: number;
  heapMegabytes: number;
};

/** One process that asks the sandbox in another; what it tells, and what the sandbox counted. */
export const askSandbox = async <Told>(
  size: ScanSize,
  { file, input }: { file: string; input: unknown },
): Promise<Told & { served: Served }> => {
  const sandbox = await beginSandbox('./scan-sandbox.ts', size);
  try {
    const execArgv = ['--expose-gc', lambdaHeap];
    const caller = begin({ file, input, env: callerEnv(sandbox.url), execArgv });
    const told = await said<Told>(caller);
    return { ...told, served: await sandbox.figures() };
  } finally {
    sandbox.end();
  }
};

/** One scan, so many requests at a time. */
export const runScan = async (size: ScanSize, callsAtOnce: number): Promise<Scanned & { served: Served }> => {
  const run = await askSandbox<Scanned>(size, { file: './scan-process.ts', input: { callsAtOnce } });
  if (!run.isComplete) throw new Error('the bench could not read its own sandbox');
  return run;
};
