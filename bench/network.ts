import { hundredths, type Length } from './figures.ts';
import { type GrowthFigure, growthOf } from './growth.ts';
import type { Analysed } from './network-stages.ts';
import { begin, lambdaHeap, said } from './processes.ts';

/** One size, analysed in a process of its own. */
export type NetworkFigure = GrowthFigure &
  Omit<Analysed, 'seconds' | 'stages'> & {
    /** The share of each stage in what all of them take. */
    join: number;
    candidates: number;
    classify: number;
    verdicts: number;
    names: number;
  };

/** VPCs; the largest are 100,000 endpoints, 20,000 peerings, 200,000 routes. */
const largest: Record<Length, number> = { full: 50_000, short: 2_000 };

type Measured = Analysed & { peakMegabytes: number };

const measure = async (vpcs: number): Promise<Measured> =>
  said<Measured>(begin({ file: './network-process.ts', input: { vpcs }, execArgv: [lambdaHeap] }));

const sharesOf = (stages: Analysed['stages']): Analysed['stages'] => {
  const sum = Object.values(stages).reduce((all, seconds) => all + seconds, 0);
  const { join, candidates, classify, verdicts, names } = stages;
  const share = (seconds: number): number => hundredths(seconds / sum);
  return {
    join: share(join),
    candidates: share(candidates),
    classify: share(classify),
    verdicts: share(verdicts),
    names: share(names),
  };
};

/** Time and memory of join, classification and verdicts at 1, 2, 4 and 8 times a size; the last is the design's. */
export const network = async (length: Length): Promise<NetworkFigure[]> => {
  const measured: Measured[] = [];
  for (const part of [8, 4, 2, 1]) measured.push(await measure(largest[length] / part));
  const growth = growthOf(measured);
  return measured.map(({ endpoints, peerings, routes, paths, usable, stages }, index) => ({
    endpoints,
    peerings,
    routes,
    paths,
    usable,
    ...(growth[index] as GrowthFigure),
    ...sharesOf(stages),
  }));
};
