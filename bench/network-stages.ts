import { findCandidates } from '#classify/candidates.ts';
import { findPaths } from '#classify/find-paths.ts';
import { classify } from '#classify/registry.ts';
import { configSchema } from '#model/config.ts';
import { joinInventories } from '#network/join.ts';
import { createNames } from '#network/names/names.ts';
import { judge } from '#network/verdict.ts';
import { cpuTime } from './cpu-time.ts';
import { peakMegabytes } from './figures.ts';
import { generateNetwork } from './generate-network.ts';

/** CPU seconds of stages, each run by itself over all of what the one before gave. */
export type Stages = { join: number; candidates: number; classify: number; verdicts: number; names: number };

/** One analysis. */
export type Analysed = {
  endpoints: number;
  peerings: number;
  routes: number;
  paths: number;
  usable: number;
  /** Join, classification and verdicts as the product runs them, garbage collection included. */
  seconds: number;
  peakMegabytes: number;
};

const config = configSchema.parse({});

/** The stages of an organization of so many VPCs. */
export const timeStages = (vpcs: number): Stages => {
  const input = generateNetwork(vpcs);
  const join = cpuTime(() => joinInventories(input));
  const network = join.value;
  const candidates = cpuTime(() => findCandidates(network, config));
  const nameOf = createNames(network);
  const timeEach = (work: (candidate: (typeof candidates.value)[number]) => unknown): number =>
    cpuTime(() => {
      for (const candidate of candidates.value) work(candidate);
    }).seconds;
  return {
    join: join.seconds,
    candidates: candidates.seconds,
    classify: timeEach(classify),
    verdicts: timeEach((candidate) => judge(network, candidate, config)),
    names: timeEach(nameOf),
  };
};

/** Join, classification and verdicts of an organization of so many VPCs. */
export const analyseNetwork = (vpcs: number): Analysed => {
  const { counts, ...input } = generateNetwork(vpcs);
  const { value: paths, seconds } = cpuTime(() => findPaths(joinInventories(input), config));
  const usable = paths.filter(({ verdict }) => verdict === 'usable').length;
  return { ...counts, paths: paths.length, usable, seconds, peakMegabytes: peakMegabytes() };
};
