import { hundredths, type Length } from './figures.ts';
import { runScan } from './scan-run.ts';

/** Every twentieth scope holds an endpoint, or none does. */
const shares = [0, 20];
const sizes: Record<Length, number[]> = { full: [500, 5000], short: [4, 8] };

export type MemoryFigure = {
  accounts: number;
  scopes: number;
  /** Paths found: one each scope that holds an endpoint. */
  paths: number;
  /** Calls of a scope, those of its account (role, Regions) and of the organization apart. */
  callsAScope: number;
  /** The process at its largest. */
  peakMegabytes: number;
  /** What lives when the result is there. */
  heapMegabytes: number;
  /** The peak, by that of the smaller size. */
  timesTheSmaller: number | null;
};

const measure = async (accounts: number, every: number): Promise<MemoryFigure> => {
  const size = { accounts, every, networkVpcs: 0, latencyMs: 0 };
  const { scopes, paths, calls, served, ...run } = await runScan(size, 50);
  const apart = Object.entries(served.callsByAction)
    .filter(([action]) => /^(sts|organizations):|:DescribeRegions$/.test(action))
    .reduce((sum, [, count]) => sum + count, 0);
  return {
    accounts,
    scopes,
    paths,
    callsAScope: hundredths((calls - apart) / scopes),
    peakMegabytes: Math.round(run.peakMegabytes),
    heapMegabytes: Math.round(run.heapMegabytes),
    timesTheSmaller: null,
  };
};

/** Memory of one process at 500 and at 5,000 accounts x 17 Regions, all empty and with a twentieth that are not. */
export const scanMemory = async (length: Length): Promise<MemoryFigure[]> => {
  const figures: MemoryFigure[] = [];
  for (const every of shares) {
    let smaller: number | null = null;
    for (const size of sizes[length]) {
      const figure = await measure(size, every);
      const timesTheSmaller = smaller === null ? null : hundredths(figure.peakMegabytes / smaller);
      figures.push({ ...figure, timesTheSmaller });
      smaller = figure.peakMegabytes;
    }
  }
  return figures;
};
