import * as fc from 'fast-check';
import type { Inventory, InventoryKey } from '#model/inventory.ts';
import type { Topology } from '../brute-force/shapes.ts';
import { cidr, cidrText, type Family } from './cidrs.ts';
import { endpointInventory, endpointSide, listsOf } from './endpoints.ts';
import {
  consumerSubnets,
  consumerVpc,
  providerSubnets,
  providerVpc,
  side,
  sideInventory,
  vpcRecord,
} from './sides.ts';

/** The keys that may be missing; without the endpoint itself there is no path. */
export const droppable: InventoryKey[] = [
  'Vpcs',
  'Subnets',
  'RouteTables',
  'NetworkAcls',
  'NetworkInterfaces',
  'SecurityGroups',
  'ManagedPrefixLists',
];

export const without = (inventory: Inventory, keys: readonly InventoryKey[]): Inventory =>
  Object.fromEntries(Object.entries(inventory).filter(([key]) => !keys.some((gone) => gone === key)));

/** Mostly nothing, else one or two keys. */
export const droppedKeys = fc.oneof(
  { weight: 6, arbitrary: fc.constant<InventoryKey[]>([]) },
  { weight: 2, arbitrary: fc.subarray(droppable, { minLength: 1, maxLength: 2 }) },
);

const overPeering = (family: Family): fc.Arbitrary<Topology> =>
  fc
    .record({
      consumer: side(family, consumerVpc, providerVpc[0] ?? { at: 0, bits: 0 }),
      consumerLists: fc.tuple(fc.array(cidr, { maxLength: 3 }), fc.array(cidr, { maxLength: 3 })),
      provider: side(family, providerVpc, { at: 0, bits: 2 }),
      endpoint: endpointSide(family),
      isOneRegion: fc.boolean(),
      status: fc.oneof(
        { weight: 12, arbitrary: fc.constant('active') },
        { weight: 1, arbitrary: fc.constant('pending-acceptance') },
      ),
      dropped: fc.tuple(droppedKeys, droppedKeys),
    })
    .map(({ consumer, consumerLists, provider, endpoint, isOneRegion, status, dropped }) => ({
      family,
      consumer: {
        vpcId: 'vpc-c',
        region: 'eu-west-1',
        inventory: without(
          {
            ...sideInventory(family, 'vpc-c', consumerSubnets, consumer),
            Vpcs: [vpcRecord(family, 'vpc-c', '111111111111', consumerVpc)],
            ManagedPrefixLists: listsOf(family, consumerLists),
          },
          dropped[0],
        ),
      },
      provider: {
        vpcId: 'vpc-p',
        region: isOneRegion ? 'eu-west-1' : 'us-west-2',
        inventory: without(
          {
            ...sideInventory(family, 'vpc-p', providerSubnets, provider),
            ...endpointInventory(family, 'vpc-p', endpoint),
            Vpcs: [vpcRecord(family, 'vpc-p', '222222222222', providerVpc)],
          },
          dropped[1],
        ),
      },
      peering: {
        id: 'pcx-1',
        status,
        consumerCidr: cidrText(family, { at: 0, bits: 2 }),
        providerCidr: cidrText(family, { at: 32, bits: 3 }),
      },
      endpointId: 'vpce-1',
    }));

const inOneVpc = (family: Family): fc.Arbitrary<Topology> =>
  fc
    .record({
      first: side(family, [...consumerVpc, ...providerVpc], { at: 64, bits: 2 }),
      second: side(family, [...consumerVpc, ...providerVpc], { at: 64, bits: 2 }),
      endpoint: endpointSide(family),
      dropped: droppedKeys,
    })
    .map(({ first, second, endpoint, dropped }) => {
      const a = sideInventory(family, 'vpc-p', consumerSubnets, first);
      const b = sideInventory(family, 'vpc-p', providerSubnets, { ...second, hasMain: 0 });
      const whole: Inventory = {
        ...endpointInventory(family, 'vpc-p', endpoint),
        Subnets: [...(a.Subnets ?? []), ...(b.Subnets ?? [])],
        RouteTables: [...(a.RouteTables ?? []), ...(b.RouteTables ?? [])],
        NetworkAcls: [...(a.NetworkAcls ?? []), ...(b.NetworkAcls ?? [])],
        Vpcs: [vpcRecord(family, 'vpc-p', '222222222222', [...consumerVpc, ...providerVpc])],
      };
      const place = { vpcId: 'vpc-p', region: 'us-west-2', inventory: without(whole, dropped) };
      return { family, consumer: place, provider: place, peering: null, endpointId: 'vpce-1' };
    });

/** A path to an interface endpoint, over a peering or inside its VPC, in one address family. */
export const arbitraryTopology = (family: Family): fc.Arbitrary<Topology> =>
  fc.oneof({ weight: 3, arbitrary: overPeering(family) }, { weight: 1, arbitrary: inOneVpc(family) });
