import { hundredths, type Length } from './figures.ts';
import { type GrowthFigure, growthOf } from './growth.ts';
import type { Analysed, Stages } from './network-stages.ts';
import { begin, lambdaHeap, said } from './processes.ts';

/** One size, analysed in a process of its own; with the least, the share of each stage in what all of them take. */
export type NetworkFigure = GrowthFigure &
  Pick<Analysed, 'endpoints' | 'peerings' | 'routes' | 'paths' | 'usable'> &
  Partial<Stages>;

/** VPCs; the largest are 100,000 endpoints, 20,000 peerings, 200,000 routes. */
const largest: Record<Length, number> = { full: 50_000, short: 2_000 };

/** The fastest of so many counts, in turns: what else the machine does, and so V8's own threads wait for, only adds. */
const rounds: Record<Length, number> = { full: 3, short: 1 };

const faster = (known: Analysed | undefined, run: Analysed): Analysed =>
  known === undefined || run.seconds < known.seconds ? run : known;

const inProcess = <Told>(vpcs: number, isWhole: boolean): Promise<Told> =>
  said<Told>(begin({ file: './network-process.ts', input: { vpcs, isWhole }, execArgv: [lambdaHeap] }));

const sharesOf = ({ join, candidates, classify, verdicts, names }: Stages): Stages => {
  const sum = join + candidates + classify + verdicts + names;
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
  const least = largest[length] / 8;
  const measured: Analysed[] = [];
  for (let round = 0; round < rounds[length]; round += 1) {
    for (const [index, times] of [1, 2, 4, 8].entries()) {
      const run = await inProcess<Analysed>(least * times, true);
      measured[index] = faster(measured[index], run);
    }
  }
  const shares = sharesOf(await inProcess<Stages>(least, false));
  const growth = growthOf(measured);
  return measured.map(({ endpoints, peerings, routes, paths, usable }, index) => ({
    endpoints,
    peerings,
    routes,
    paths,
    usable,
    ...(growth[index] as GrowthFigure),
    ...(index === 0 ? shares : {}),
  }));
};
