import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '#model/inventory.ts';
import { arbitraryTopology, droppable, without } from './arbitrary/topology.ts';
import type { Topology } from './brute-force/shapes.ts';
import { judgeTopology } from './judge-topology.ts';

type Forget = (inventory: Inventory) => Inventory;

/** Every way of knowing less of a scope: a list that was not read, a record or an entry list that was not returned. */
const forgetting: fc.Arbitrary<Forget> = fc.oneof(
  fc.subarray(droppable, { minLength: 1 }).map(
    (keys): Forget =>
      (inventory) =>
        without(inventory, keys),
  ),
  fc.constantFrom<Forget>(
    (inventory) => ({ ...inventory, Vpcs: [] }),
    (inventory) => ({ ...inventory, NetworkInterfaces: inventory.NetworkInterfaces?.slice(1) }),
    (inventory) => ({ ...inventory, SecurityGroups: inventory.SecurityGroups?.slice(1) }),
    (inventory) => ({ ...inventory, ManagedPrefixLists: inventory.ManagedPrefixLists?.slice(1) }),
    (inventory) => ({
      ...inventory,
      RouteTables: inventory.RouteTables?.map((table) => ({ ...table, Routes: undefined })),
    }),
    (inventory) => ({ ...inventory, NetworkAcls: inventory.NetworkAcls?.slice(1) }),
    (inventory) => ({
      ...inventory,
      ManagedPrefixLists: inventory.ManagedPrefixLists?.map((list) => ({ ...list, Entries: undefined })),
    }),
  ),
);

const forgetIn = (topology: Topology, side: 'consumer' | 'provider', forget: Forget): Topology => {
  const changed = { ...topology[side], inventory: forget(topology[side].inventory) };
  return topology.peering === null
    ? { ...topology, consumer: changed, provider: changed }
    : { ...topology, [side]: changed };
};

describe('knowing less', () => {
  it.each(['ipv4', 'ipv6'] as const)(
    'leaves an %s verdict as it is or makes it unknown',
    { timeout: 120_000 },
    (family) => {
      fc.assert(
        fc.property(
          arbitraryTopology(family),
          forgetting,
          fc.constantFrom('consumer', 'provider'),
          fc.constantFrom(443, null),
          (topology, forget, side, port) => {
            const more = judgeTopology(topology, port);
            const less = judgeTopology(forgetIn(topology, side, forget), port);
            expect([more.verdict, 'unknown']).toContain(less.verdict);
          },
        ),
        { numRuns: 600 },
      );
    },
  );
});
