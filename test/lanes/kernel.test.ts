import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findPaths } from '#classify/find-paths.ts';
import { configSchema } from '#model/config.ts';
import { joinInventories } from '#network/join.ts';
import { arbitraryTopology } from './kernel/arbitrary-topology.ts';
import { type Bench, openBench } from './kernel/bench.ts';
import { disagreements } from './kernel/disagreements.ts';
import { accounts, toInventories } from './kernel/inventories.ts';
import { knownTopologies } from './kernel/known-topologies.ts';
import { findObstacle } from './kernel/obstacle.ts';
import type { Topology } from './kernel/topology.ts';
import { type Client, complaints, isThrough, type Trial } from './kernel/trial.ts';

/*
 * Verdicts against the Linux kernel. A random small network is built twice: as an inventory, which the product
 * judges, and as network namespaces, in which real TCP connections are opened. Both must agree for every piece that
 * the rules cut the consumer's subnets into.
 *
 *   KERNEL_LANE_SEED=<seed>   the networks of an earlier run; a disagreement prints its seed
 *   KERNEL_LANE_RUNS=<count>  how many networks; default 60
 *
 * It needs root and Debian's iproute2 and nftables, and is skipped, saying so, where it cannot run. No packet leaves
 * the namespaces, and none of them outlives the process.
 *
 * A namespace stands for a subnet, its routing table for the route table, filters without memory for the network
 * ACL, filters with memory for security groups, a pair of interfaces for the peering. What the kernel cannot stand
 * for, because it is AWS's own, and is tested elsewhere:
 * - group references, the states and Regions of a peering that decide about them;
 * - what was not read, or not read whole, and every other unknown;
 * - gateways that lead out (transit, NAT, virtual private...): here they lead nowhere, so a path that is unknown
 *   for them is counted and not compared;
 * - that propagated routes never win inside the VPC's own CIDR: the bench leaves them out;
 * - names, and gateway endpoints.
 */

const obstacle = findObstacle();
if (obstacle !== null) console.log(`kernel lane: skipped, ${obstacle}`);

const numberOf = (name: string): number | undefined => {
  const text = process.env[name];
  return text === undefined || text === '' ? undefined : Number(text);
};

const runs = numberOf('KERNEL_LANE_RUNS') ?? 60;
const seed = numberOf('KERNEL_LANE_SEED');

const pathsOf = (topology: Topology) =>
  findPaths(joinInventories({ accounts, inventories: toInventories(topology) }), configSchema.parse({}));

/** Clients that fared otherwise than is known. */
const surprises =
  (through: (client: Client) => boolean) =>
  ({ clients }: Trial): string[] =>
    clients
      .filter((client) => through(client) !== isThrough(client))
      .map(({ address, reached, tried }) => `${address} reached ${reached} of ${tried}`);

const living = (pids: readonly number[]): number[] => pids.filter((pid) => existsSync(`/proc/${pid}`));

/** Opens a bench in a process of its own, whose death is what is tested. */
const openElsewhere = async () => {
  const module = new URL('kernel/bench.ts', import.meta.url).href;
  const script = `
    const { openBench } = await import(${JSON.stringify(module)});
    const { pids } = await openBench();
    console.log(JSON.stringify(pids));
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line]: string[] = await once(createInterface({ input: child.stdout }), 'line');
  const pids: number[] = JSON.parse(line ?? '[]');
  return { child, pids };
};

describe.skipIf(obstacle !== null)('the namespaces of the kernel lane', () => {
  it('are gone when the bench is closed', async () => {
    const bench = await openBench();
    expect(living(bench.pids)).toHaveLength(7);
    await bench.close();
    expect(living(bench.pids)).toEqual([]);
  });

  it('are gone when their owner is killed', async () => {
    const { child, pids } = await openElsewhere();
    expect(living(pids)).toHaveLength(7);
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(living(pids)).toEqual([]), { timeout: 10_000 });
  });
});

describe.skipIf(obstacle !== null)('verdicts against the Linux kernel', () => {
  let bench: Bench;
  const count = { topologies: 0, connections: 0, unknown: 0, paths: 0 };

  beforeAll(async () => {
    bench = await openBench();
  });

  afterAll(async () => {
    await bench.close();
  });

  it.each(knownTopologies)('runs $name as everybody knows it', async ({ topology, through }) => {
    const { found } = await complaints(bench, topology, surprises(through));
    expect(found).toEqual([]);
  });

  it('agrees with every path of random topologies', { timeout: 300_000 }, async () => {
    const compare = async (topology: Topology): Promise<void> => {
      const paths = pathsOf(topology);
      const { found, connections } = await complaints(bench, topology, (trial) =>
        paths.flatMap((path) => disagreements(topology, path, trial)),
      );
      count.topologies += 1;
      count.connections += connections;
      count.paths += paths.length;
      count.unknown += paths.filter(({ verdict }) => verdict === 'unknown').length;
      expect(found).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(arbitraryTopology, compare), {
      numRuns: runs,
      interruptAfterTimeLimit: 240_000,
      ...(seed === undefined ? {} : { seed }),
    });
    expect(count.paths).toBe(2 * count.topologies);
    expect(count.unknown).toBeLessThan(count.paths / 10);
    const { topologies, connections, unknown } = count;
    console.log(
      `kernel lane: ran ${topologies} topologies, ${connections} connections, ${unknown} skipped as unknown`,
    );
  });
});
