import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { arbitraryTopology } from '#test/network/arbitrary/topology.ts';
import { addressesIn } from '#test/network/brute-force/bits.ts';
import { bruteForce } from '#test/network/brute-force/brute-force.ts';
import { judgeTopology } from '#test/network/judge-topology.ts';
import { cpuTime } from './cpu-time.ts';
import { hundredths, type Length } from './figures.ts';

/** Verdicts by sets of addresses against verdicts by trying every pair of them, on networks small enough for that. */
export type BruteForceFigure = {
  family: 'ipv4' | 'ipv6';
  paths: number;
  /** Every answer the same, or the bench throws. */
  agreed: number;
  /** Microseconds a path, the join of its network included. */
  setsMicros: number;
  bruteForceMicros: number;
  timesFaster: number;
};

const paths: Record<Length, number> = { full: 2_000, short: 50 };
const seed = 20261123;
const port = 443;

type Topology = Parameters<typeof judgeTopology>[0];

/** In the terms of the reference: verdict, and subnet by subnet every address that gets through. */
const told = ({
  verdict,
  unknownReason,
  provided,
  firstFailedHop,
  subnets,
}: ReturnType<typeof judgeTopology>) => ({
  verdict,
  unknownReason,
  provided,
  firstFailedHop,
  subnets: subnets.map(({ subnetId, open, stoppedBy }) => ({
    subnetId,
    open: open.flatMap(addressesIn),
    stoppedBy,
  })),
});

const timeEach = <Answer>(topologies: readonly Topology[], judge: (topology: Topology) => Answer) =>
  cpuTime(() => topologies.map(judge));

const measure = (family: BruteForceFigure['family'], numRuns: number): BruteForceFigure => {
  const topologies = fc.sample(arbitraryTopology(family), { seed, numRuns });
  // Once for the compiler.
  timeEach(topologies.slice(0, 50), (topology) => [
    judgeTopology(topology, port),
    bruteForce(topology, port),
  ]);
  const sets = timeEach(topologies, (topology) => judgeTopology(topology, port));
  const tried = timeEach(topologies, (topology) => bruteForce(topology, port));
  const agreed = sets.value.filter((judged, index) =>
    isDeepStrictEqual(told(judged), tried.value[index]),
  ).length;
  if (agreed < numRuns)
    throw new Error(`${numRuns - agreed} of ${numRuns} verdicts are not those of the reference`);
  const micros = (seconds: number): number => Math.round((seconds / numRuns) * 1e6);
  return {
    family,
    paths: numRuns,
    agreed,
    setsMicros: micros(sets.seconds),
    bruteForceMicros: micros(tried.seconds),
    timesFaster: hundredths(tried.seconds / sets.seconds),
  };
};

/** The product's verdicts and the reference's, over the same drawn networks. */
export const bruteForceReference = async (length: Length): Promise<BruteForceFigure[]> =>
  (['ipv4', 'ipv6'] as const).map((family) => measure(family, paths[length]));
