import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { findPaths } from '#classify/find-paths.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import { connectionPathSchema } from '#model/path.ts';
import { peeringSchema } from '#model/result.ts';
import { joinInventories } from '#network/join.ts';
import { publishedPeerings } from '#network/published-peerings.ts';
import { connectionPath } from '#rules/connection-path.ts';
import { inventories, oneOf, record, side } from '#test/builders/arbitrary-inventory.ts';
import { accounts, configOf, inventoryOf, oregon, peeringRecord, tokyo } from '#test/builders/network.ts';
import { findingsOfRule } from '#test/builders/rules.ts';

const config = configOf();

const analyse = (scoped: readonly ScopedInventory[]) => {
  const network = joinInventories({ accounts, inventories: scoped });
  const paths = findPaths(network, config);
  return {
    network,
    paths,
    peerings: publishedPeerings(network),
    findings: findingsOfRule(connectionPath, [...scoped]),
  };
};

const shuffled = (scoped: ScopedInventory[]): fc.Arbitrary<ScopedInventory[]> =>
  fc.shuffledSubarray(scoped, { minLength: scoped.length }).chain((order) =>
    fc.tuple(
      ...order.map(({ scope, inventory: told }) =>
        fc
          .tuple(
            fc.shuffledSubarray(told.VpcEndpoints ?? [], { minLength: told.VpcEndpoints?.length ?? 0 }),
            fc.shuffledSubarray(told.VpcPeeringConnections ?? [], {
              minLength: told.VpcPeeringConnections?.length ?? 0,
            }),
            fc.shuffledSubarray(told.ServiceDetails ?? [], { minLength: told.ServiceDetails?.length ?? 0 }),
          )
          .map(([VpcEndpoints, VpcPeeringConnections, ServiceDetails]) =>
            inventoryOf(scope, { ...told, VpcEndpoints, VpcPeeringConnections, ServiceDetails }),
          ),
      ),
    ),
  );

describe('whatever AWS says', () => {
  it('nothing throws, and every result is of the published form', () => {
    fc.assert(
      fc.property(inventories, (scoped) => {
        const { paths, peerings } = analyse(scoped);
        expect(z.array(connectionPathSchema).safeParse(paths).error).toBeUndefined();
        expect(z.array(peeringSchema).safeParse(peerings).error).toBeUndefined();
      }),
    );
  });

  it('every endpoint has exactly one path inside its own VPC, and every peering is told once', () => {
    fc.assert(
      fc.property(inventories, (scoped) => {
        const { paths, peerings } = analyse(scoped);
        const seen = new Set(
          scoped.flatMap(({ inventory: told }) => (told.VpcEndpoints ?? []).map((e) => e.VpcEndpointId)),
        );
        const own = paths
          .filter(({ peeringId }) => peeringId === null)
          .map(({ endpoint }) => endpoint.vpcEndpointId);
        expect(own.toSorted()).toEqual([...seen].toSorted());
        const pcx = new Set(
          scoped.flatMap(({ inventory: told }) =>
            (told.VpcPeeringConnections ?? []).map((p) => p.VpcPeeringConnectionId),
          ),
        );
        expect(peerings.map(({ id }) => id)).toEqual([...pcx].toSorted());
      }),
    );
  });

  it('the order it came in changes nothing', () => {
    fc.assert(
      fc.property(
        inventories.chain((scoped) => fc.tuple(fc.constant(scoped), shuffled(scoped))),
        ([scoped, other]) => {
          const [a, b] = [analyse(scoped), analyse(other)];
          expect(b.paths).toEqual(a.paths);
          expect(b.peerings).toEqual(a.peerings);
          expect(b.findings).toEqual(a.findings);
          expect([...b.network.vpcs]).toEqual([...a.network.vpcs]);
        },
      ),
    );
  });

  it('is left as it was', () => {
    fc.assert(
      fc.property(inventories, (scoped) => {
        const before = JSON.stringify(scoped);
        analyse(scoped);
        expect(JSON.stringify(scoped)).toBe(before);
      }),
    );
  });
});

const seenFrom = (scopes: (typeof tokyo)[], view: ReturnType<typeof peeringRecord>) =>
  publishedPeerings(
    joinInventories({
      accounts,
      inventories: scopes.map((scope) => inventoryOf(scope, { VpcPeeringConnections: [view] })),
    }),
  );

it('a peering seen from both sides is the peering seen from one', () => {
  const peering = fc
    .record({
      RequesterVpcInfo: side,
      AccepterVpcInfo: side,
      Status: record({ Code: oneOf('active', 'deleted') }),
    })
    .map((fields) => peeringRecord(fields));
  fc.assert(
    fc.property(peering, (view) => {
      const both = seenFrom([tokyo, oregon], view);
      expect(seenFrom([tokyo], view)).toEqual(both);
      expect(seenFrom([oregon], view)).toEqual(both);
    }),
  );
});
