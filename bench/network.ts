import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { findPaths } from '#classify/find-paths.ts';
import { configSchema } from '#model/config.ts';
import { joinInventories } from '#network/join.ts';
import { generateNetwork } from './generate-network.ts';

/** One size, analysed in a process of its own. */
export type NetworkFigure = {
  endpoints: number;
  peerings: number;
  routes: number;
  paths: number;
  usable: number;
  /** CPU time of join, classification and verdicts, garbage collection included: others on the machine do not show. */
  cpuSeconds: number;
  /** The most memory the process ever had, of 1,000,000 bytes. */
  peakMegabytes: number;
};

/** VPCs of the largest size: 100,000 endpoints, 20,000 peerings, 200,000 routes. */
const largest = 50_000;
const sizes = [largest / 8, largest / 4, largest / 2, largest];

const analyse = (vpcs: number): Omit<NetworkFigure, 'peakMegabytes'> => {
  const { accounts, inventories, counts } = generateNetwork(vpcs);
  const start = process.cpuUsage();
  const paths = findPaths(joinInventories({ accounts, inventories }), configSchema.parse({}));
  const { user, system } = process.cpuUsage(start);
  const cpuSeconds = Math.round((user + system) / 1e4) / 100;
  const usable = paths.filter(({ verdict }) => verdict === 'usable').length;
  return { ...counts, paths: paths.length, usable, cpuSeconds };
};

/** In the process of one size: a small network first, so that no size pays for compiling the code. */
export const measureNetwork = (vpcs: number): NetworkFigure => {
  analyse(1000);
  const figure = analyse(vpcs);
  return { ...figure, peakMegabytes: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6) };
};

/** Time and memory of join, classification and verdicts at 1, 2, 4 and 8 times a size; the last is the design's. */
export const network = async (): Promise<NetworkFigure[]> => {
  const figures: NetworkFigure[] = [];
  for (const size of sizes) {
    const child = fork(fileURLToPath(new URL('./network-process.ts', import.meta.url)), [String(size)], {
      // What a process of 1.5 GB has for its heap; without a bound V8 collects only when it likes.
      execArgv: ['--max-old-space-size=1250'],
    });
    const [figure] = (await once(child, 'message')) as [NetworkFigure];
    figures.push(figure);
  }
  return figures;
};
