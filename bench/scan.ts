import { hundredths, type Length } from './figures.ts';
import { extrapolate, runPlain } from './plain-run.ts';
import { type Floor, fewestCalls, floorOf } from './scan-floor.ts';
import { countOrganization, generateOrganization } from './scan-organization.ts';
import { runScan } from './scan-run.ts';

/** One scope of ten holds a VPC with an endpoint, and the network account so many of them in each of four Regions. */
const shapeOf = (length: Length) => ({ every: 10, networkVpcs: length === 'full' ? 10 : 1 });

type Shape = ReturnType<typeof shapeOf>;
type Setting = { latencyMs: number; callsAtOnce: number };

const lengths: Record<Length, { sizes: number[]; settings: Setting[]; poolAccounts: number }> = {
  full: {
    sizes: [10, 50, 200],
    settings: [
      { latencyMs: 30, callsAtOnce: 20 },
      { latencyMs: 100, callsAtOnce: 50 },
    ],
    poolAccounts: 10,
  },
  short: { sizes: [3], settings: [{ latencyMs: 5, callsAtOnce: 20 }], poolAccounts: 3 },
};

export type ScanFigure = {
  accounts: number;
  scopes: number;
  callsAtOnce: number;
  latencyMs: number;
  calls: number;
  /** `fewestCalls`. */
  timesTheFewestCalls: number;
  /** Calls that AWS refused for coming too fast. */
  throttled: number;
  wallMs: number;
  /** `floorOf`, and which of its three bounds it is. */
  floorMs: number;
  floorOf: Floor['of'];
  timesTheFloor: number;
  /** One client, one call after another: the time per call of one account, for the fewest calls. */
  loopMs: number;
  timesFasterThanLoop: number;
  /** Ten workers within an account, one account after another: measured for so many accounts, the rest like their mean. */
  poolMs: number;
  poolAccountsMeasured: number;
  poolThrottled: number;
  timesFasterThanPool: number;
  peakMegabytes: number;
  /** CPU time of all threads of the scan, and of the sandbox. */
  cpuMs: number;
  sandboxCpuMs: number;
  /** The share of wallMs in which the scan's own thread was not waiting: near 1 it is the CPU that bounds, not the calls. */
  busy: number;
};

type Others = { loopMsPerCall: number; poolMs: (accounts: number) => number; poolThrottled: number };

const total = (calls: Readonly<Record<string, number>>): number =>
  Object.values(calls).reduce((sum, count) => sum + count, 0);

/** How others fare at a latency. Both at once: the loop has one call on its way, and is in nobody's way. */
const measureOthers = async (shape: Shape, latencyMs: number, poolAccounts: number): Promise<Others> => {
  const size = { accounts: poolAccounts, ...shape, latencyMs };
  const [loop, pool] = await Promise.all([
    runPlain(size, { workers: 1, firstAccounts: 1 }),
    runPlain(size, { workers: 10, firstAccounts: poolAccounts }),
  ]);
  const asked = total(pool.served.callsByAction) - pool.served.throttled;
  const fewest = fewestCalls(countsOf(poolAccounts, shape));
  if (asked !== fewest) throw new Error(`a plain program asks ${asked} times, and ${fewest} is the fewest`);
  return {
    loopMsPerCall: (loop.listMs + (loop.accountMs[0] ?? 0)) / total(loop.served.callsByAction),
    poolMs: (accounts) => extrapolate(pool, accounts),
    poolThrottled: pool.served.throttled,
  };
};

const countsOf = (accounts: number, shape: Shape) => ({
  accounts,
  ...countOrganization(generateOrganization({ accounts, ...shape })),
});

const measure = async (
  accounts: number,
  { shape, latencyMs, callsAtOnce }: Setting & { shape: Shape },
  { loopMsPerCall, poolThrottled, ...others }: Others & { poolAccounts: number },
): Promise<ScanFigure> => {
  const counts = countsOf(accounts, shape);
  const run = await runScan({ accounts, ...shape, latencyMs }, callsAtOnce);
  if (run.scopes !== counts.scopes || run.paths !== counts.vpcs) {
    throw new Error(`the scan told ${run.scopes} scopes and ${run.paths} paths`);
  }
  const floor = floorOf(counts, { latencyMs, callsAtOnce });
  const loopMs = loopMsPerCall * fewestCalls(counts);
  const poolMs = others.poolMs(accounts);
  return {
    accounts,
    scopes: counts.scopes,
    callsAtOnce,
    latencyMs,
    calls: run.calls,
    timesTheFewestCalls: hundredths(run.calls / fewestCalls(counts)),
    throttled: run.throttled,
    wallMs: Math.round(run.wallMs),
    floorMs: Math.round(floor.ms),
    floorOf: floor.of,
    timesTheFloor: hundredths(run.wallMs / floor.ms),
    loopMs: Math.round(loopMs),
    timesFasterThanLoop: hundredths(loopMs / run.wallMs),
    poolMs: Math.round(poolMs),
    poolAccountsMeasured: others.poolAccounts,
    poolThrottled,
    timesFasterThanPool: hundredths(poolMs / run.wallMs),
    peakMegabytes: Math.round(run.peakMegabytes),
    cpuMs: Math.round(run.cpuMs),
    sandboxCpuMs: Math.round(run.served.sandboxCpuMs),
    busy: hundredths(run.busy),
  };
};

/**
 * Organizations with 17 Regions an account, under AWS's token buckets: how near a scan comes to the least time that its
 * calls can take, and how others fare with the same reads.
 */
export const scan = async (length: Length): Promise<ScanFigure[]> => {
  const { sizes, settings, poolAccounts } = lengths[length];
  const shape = shapeOf(length);
  const figures: ScanFigure[] = [];
  for (const setting of settings) {
    const others = { poolAccounts, ...(await measureOthers(shape, setting.latencyMs, poolAccounts)) };
    for (const accounts of sizes) figures.push(await measure(accounts, { shape, ...setting }, others));
  }
  return figures;
};
