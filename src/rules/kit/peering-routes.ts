import { completeList, type Inventory } from '#model/inventory.ts';
import type { Route, RouteTable } from '#model/records.ts';
import { type Cidr, type Family, families } from '#network/addresses/cidr.ts';
import { groupBy } from '#network/collections.ts';
import { factsOf } from '#network/facts.ts';
import { inventoryOf } from '#network/inventory-of.ts';
import type { Network, NetworkVpc } from '#network/network.ts';
import { oncePer } from '#network/once-per.ts';
import { destinationsOf } from '#network/routes/destinations.ts';
import { told } from '#network/told.ts';

/** What the route tables of a VPC send over one peering. */
export type PeeringRoutes = {
  /** The tables with such a route that is active. */
  tableIds: readonly string[];
  /** Where those routes lead, prefix lists expanded. */
  destinations: readonly Cidr[];
  /** The families of which there may be more than was read. */
  uncertain: ReadonlySet<Family>;
};

/** Is the table a subnet's, or what subnets without one of their own use? A gateway's routes no subnet's traffic. */
const isUsed = ({ Associations = [] }: RouteTable): boolean =>
  Associations.some(({ Main, SubnetId }) => Main === true || told(SubnetId) !== null);

const routeKey = (vpcId: string, peeringId: string): string => `${vpcId} ${peeringId}`;

/** The tables in use of each VPC of a scope, and their routes over each peering. */
const indexRoutes = oncePer((inventory: Inventory) => {
  const tables = (completeList(inventory, 'RouteTables') ?? []).filter(isUsed);
  const routes = tables.flatMap(({ RouteTableId: tableId, VpcId = '', Routes = [] }) =>
    Routes.map((route) => ({
      tableId,
      route,
      key: routeKey(VpcId, told(route.VpcPeeringConnectionId) ?? ''),
    })),
  );
  return {
    tables: groupBy(tables, ({ VpcId = '' }) => VpcId),
    routes: groupBy(routes, ({ key }) => key),
  };
});

const stateOf = ({ State = '' }: Route): 'active' | 'closed' | 'unknown' => {
  const word = State.trim().toLowerCase();
  if (word === 'active') return 'active';
  return word === 'blackhole' || word === 'filtered' ? 'closed' : 'unknown';
};

/**
 * The routes over a peering in the tables of a VPC that subnets use, its main table among them. Null when its tables
 * were not read in its owner's scope; no table at all is a read that left something out, as every VPC has a main one.
 */
export const peeringRoutesOf = (
  network: Network,
  vpc: NetworkVpc,
  peeringId: string,
): PeeringRoutes | null => {
  const inventory = inventoryOf(network, vpc.home);
  const index = inventory === undefined ? null : indexRoutes(inventory);
  const tables = index?.tables.get(vpc.vpcId);
  if (index === null || tables === undefined) return null;
  const { prefixList } = factsOf(network)(vpc).index;
  const routes = (index.routes.get(routeKey(vpc.vpcId, peeringId)) ?? []).map(({ tableId, route }) => ({
    tableId,
    state: stateOf(route),
    ...destinationsOf(route, prefixList),
  }));
  const active = routes.filter(({ state }) => state === 'active');
  const isSome = routes.some(({ state }) => state === 'unknown') || tables.some(({ Routes }) => !Routes);
  return {
    tableIds: active.map(({ tableId }) => tableId),
    destinations: active.flatMap(({ destinations }) => destinations.map(({ cidr }) => cidr)),
    uncertain: new Set(
      isSome ? families : active.flatMap(({ wildcards }) => wildcards.flatMap((one) => one.families)),
    ),
  };
};
