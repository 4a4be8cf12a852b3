import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import { type Change, withoutPeering, withoutRoutes } from '#cli/demo/changes.ts';
import type { Inventory } from '#model/inventory.ts';
import type { Snapshot } from '#model/snapshot.ts';

/* The demo's organization on different nights: what changes from one to the next decides what is archived. */

const tokyoVpc = 'vpc-03f720224cfacb1ea';
const bedrockEndpoint = 'vpce-0b3ce53fe73b5e848';
const bedrockPeering = 'pcx-0bc40578df0564d85';
const pendingPeering = 'pcx-06af9e79dcd768c9f';

/** One Region without anything is enough. */
const isTelling = ({ VpcEndpoints = [], ServiceConfigurations = [] }: Inventory): boolean =>
  VpcEndpoints.length + ServiceConfigurations.length > 0;
const demo = await readSnapshot(organizationDir);
const isKept = ({ scope, inventory }: Snapshot['inventories'][number]): boolean =>
  isTelling(inventory) || (scope.accountId === '333333333333' && scope.region === 'ap-northeast-1');

const without =
  (vpcEndpointId: string): Change =>
  (inventory) => ({
    ...inventory,
    VpcEndpoints: (inventory.VpcEndpoints ?? []).filter((it) => it.VpcEndpointId !== vpcEndpointId),
  });

const withoutAnyEndpointOf =
  (vpcId: string): Change =>
  (inventory) => ({
    ...inventory,
    VpcEndpoints: (inventory.VpcEndpoints ?? []).filter((it) => it.VpcId !== vpcId),
  });

const isTokyo = ({ Vpcs = [] }: Inventory): boolean => Vpcs.some(({ VpcId }) => VpcId === tokyoVpc);

/** More route tables than one page holds. */
const withManyTables: Change = (inventory) => {
  const more = Array.from({ length: 100 }, (_, index) => ({
    RouteTableId: `rtb-9${String(index).padStart(3, '0')}`,
    VpcId: tokyoVpc,
    Routes: [],
    Associations: [],
  }));
  return isTokyo(inventory)
    ? { ...inventory, RouteTables: [...(inventory.RouteTables ?? []), ...more] }
    : inventory;
};

/** The client's side of a peering shows it no more, the other still does: AWS tells both sides in its own time. */
const halfForgotten =
  (peeringId: string): Change =>
  (inventory) =>
    isTokyo(inventory) ? withoutPeering(peeringId)(inventory) : inventory;

const changes: Record<string, Change> = {
  whole: (inventory) => inventory,
  'a peering deleted': withoutPeering(bedrockPeering),
  'an endpoint gone, a peering half forgotten': (inventory) =>
    halfForgotten(bedrockPeering)(without(bedrockEndpoint)(inventory)),
  'a route broken': withoutRoutes(tokyoVpc, bedrockPeering),
  'much gone': (inventory) =>
    withoutPeering(pendingPeering)(
      withoutAnyEndpointOf(tokyoVpc)(withoutRoutes(tokyoVpc, bedrockPeering)(inventory)),
    ),
};

export const worldNames = Object.keys(changes);

export const worlds: ReadonlyMap<string, Snapshot> = new Map(
  Object.entries(changes).map(([name, change]) => [
    name,
    {
      ...demo,
      inventories: demo.inventories
        .filter(isKept)
        .map(({ scope, inventory }) => ({ scope, inventory: change(withManyTables(inventory)) })),
    },
  ]),
);
