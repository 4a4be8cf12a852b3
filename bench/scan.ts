import { firstAccounts } from './scan-organization.ts';
import { runScan, type ScanRun } from './scan-run.ts';

const accounts = 50;

/** One scope of ten holds an endpoint. */
const every = 10;

/** Latency and the requests that may be on their way at a time. */
const settings = [
  { latencyMs: 30, callsAtOnce: 20 },
  { latencyMs: 100, callsAtOnce: 50 },
];

/**
 * Calls that wait for one another: who asks, three pages of accounts, a role, its Regions; of a scope its endpoints,
 * their VPCs, these VPCs' attributes, and what resolves names there.
 */
const longestChain = 10;

export type ScanFigure = {
  scopes: number;
  callsAtOnce: number;
  latencyMs: number;
  calls: number;
  throttled: number;
  wallMs: number;
  /** The larger of the longest chain x latency and calls / calls at once x latency. */
  floorMs: number;
  timesTheFloor: number;
  /** All calls one after another, by the time per call of two accounts read so. */
  sequentialMs: number;
  timesFaster: number;
  /** CPU time of all threads of the scan, and of the sandbox. */
  cpuMs: number;
  sandboxCpuMs: number;
  /** The share of wallMs in which the scan's own thread was not waiting: near 1 it is the CPU that bounds, not the calls. */
  busy: number;
};

const hundredths = (ratio: number): number => Math.round(ratio * 100) / 100;

const requireWhole = ({ isComplete }: ScanRun): void => {
  if (!isComplete) throw new Error('the bench could not read its own sandbox');
};

const measure = async (setting: (typeof settings)[number]): Promise<ScanFigure> => {
  const { latencyMs, callsAtOnce } = setting;
  const size = { accounts, every, latencyMs };
  const run = await runScan({ ...size, callsAtOnce });
  const sample = await runScan({ ...size, callsAtOnce: 1, onlyAccounts: firstAccounts(2).join(',') });
  [run, sample].forEach(requireWhole);
  const { calls } = run;
  const floorMs = Math.max(longestChain, calls / callsAtOnce) * latencyMs;
  const sequentialMs = (sample.wallMs / sample.calls) * calls;
  return {
    scopes: run.scopes,
    callsAtOnce,
    latencyMs,
    calls,
    throttled: run.throttled,
    wallMs: Math.round(run.wallMs),
    floorMs: Math.round(floorMs),
    timesTheFloor: hundredths(run.wallMs / floorMs),
    sequentialMs: Math.round(sequentialMs),
    timesFaster: hundredths(sequentialMs / run.wallMs),
    cpuMs: Math.round(run.cpuMs),
    sandboxCpuMs: Math.round(run.sandboxCpuMs),
    busy: hundredths(run.busy),
  };
};

/** 50 accounts x 17 Regions: how near a scan comes to the least time that its calls can take. */
export const scan = async (): Promise<ScanFigure[]> => {
  const figures: ScanFigure[] = [];
  for (const setting of settings) figures.push(await measure(setting));
  return figures;
};
