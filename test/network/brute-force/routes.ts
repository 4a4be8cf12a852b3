import type { Inventory } from '#model/inventory.ts';
import type { Route, RouteTable } from '#model/records.ts';
import { holds, prefixOf } from './bits.ts';
import { entriesOf } from './entries.ts';
import { dunno, no, type Say, yes } from './shapes.ts';

const isPropagated = (route: Route): boolean => route.Origin === 'EnableVgwRoutePropagation';

const leadsTo = (route: Route | null, goal: string): Say => {
  if (route === null) return no;
  if (route.State === 'blackhole' || route.State === 'filtered') return no;
  const target =
    route.VpcPeeringConnectionId ??
    route.GatewayId ??
    route.EgressOnlyInternetGatewayId ??
    route.TransitGatewayId ??
    '';
  if (target === goal) return route.State === 'active' ? yes : dunno('not-modelled');
  if (/^(pcx|igw|eigw)-/.test(target)) return no;
  return dunno('not-modelled');
};

type Holder = { route: Route; length: number; rank: number };

const winners = (holders: Holder[]): Holder[] => {
  const longest = Math.max(...holders.map(({ length }) => length));
  const rank = Math.min(...holders.filter(({ length }) => length === longest).map((holder) => holder.rank));
  if (rank === 1) return holders.filter((holder) => holder.rank === 1);
  return holders.filter((holder) => holder.length === longest && holder.rank === rank);
};

type RouteCase = { inventory: Inventory; vpcId: string; bits: string; goal: string };

const judgeTable = (table: RouteTable, { inventory, vpcId, bits, goal }: RouteCase): Say => {
  const holders: Holder[] = [];
  const wild: Route[] = [];
  for (const route of table.Routes ?? []) {
    const cidr = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock;
    if (cidr !== undefined) {
      if (holds(cidr, bits))
        holders.push({ route, length: prefixOf(cidr).length, rank: isPropagated(route) ? 2 : 0 });
      continue;
    }
    const entries = entriesOf(inventory, route.DestinationPrefixListId ?? '');
    if (entries === null) wild.push(route);
    for (const entry of entries ?? [])
      if (holds(entry, bits)) holders.push({ route, length: prefixOf(entry).length, rank: 1 });
  }
  const vpc = inventory.Vpcs?.find(({ VpcId }) => VpcId === vpcId);
  const blocks = [
    vpc?.CidrBlock,
    ...(vpc?.CidrBlockAssociationSet ?? []).map(({ CidrBlock }) => CidrBlock),
    ...(vpc?.Ipv6CidrBlockAssociationSet ?? []).map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
  ];
  const isLocal = holders.some(({ route }) => route.GatewayId === 'local');
  const isOwn = isLocal || blocks.some((block) => block !== undefined && holds(block, bits));
  const fixed = holders.filter(({ rank }) => rank !== 2);
  const best = winners(isOwn ? fixed : holders);
  const outcomes: { say: Say; isGap: boolean }[] =
    best.length === 0
      ? [{ say: no, isGap: false }]
      : best.map(({ route }) => ({ say: leadsTo(route, goal), isGap: false }));
  if (vpc === undefined && !isOwn && best.some(({ rank }) => rank === 2)) {
    const without = winners(fixed);
    const routes = without.length === 0 ? [null] : without.map(({ route }) => route);
    outcomes.push(...routes.map((route) => ({ say: leadsTo(route, goal), isGap: true })));
  }
  const isFinal = best.length > 0 && best.every(({ rank, length }) => rank === 0 && length === bits.length);
  if (!isFinal || outcomes.some(({ isGap }) => isGap))
    outcomes.push(...wild.map((route) => ({ say: leadsTo(route, goal), isGap: true })));
  const says = new Set(outcomes.map(({ say }) => `${say.is} ${say.why}`));
  const [first] = outcomes;
  if (says.size === 1 && first !== undefined) return first.say;
  return dunno(outcomes.some(({ isGap }) => isGap) ? 'not-read' : 'not-modelled');
};

/** What the subnet's table does to a packet for the address. */
export const judgeRoute = (subnetId: string, route: RouteCase): Say => {
  const { inventory, vpcId } = route;
  const tables = inventory.RouteTables;
  if (tables === undefined) return dunno('not-read');
  const table =
    tables.find(({ Associations = [] }) => Associations.some(({ SubnetId }) => SubnetId === subnetId)) ??
    tables.find(
      ({ VpcId, Associations = [] }) => VpcId === vpcId && Associations.some(({ Main }) => Main === true),
    );
  return table === undefined ? dunno('not-read') : judgeTable(table, route);
};
