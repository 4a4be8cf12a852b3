import fc from 'fast-check';
import { familyOf, lengthOf, part } from './addresses.ts';
import type { VpcPlan } from './arbitrary-vpc.ts';
import { cutOf, drawnCut } from './cuts.ts';
import { oftenest } from './oftenest.ts';
import { everywhere, localRoutes, routeTo } from './plain-topology.ts';
import { isPrefixList, type Route } from './topology.ts';

/** How a table leads to one CIDR of the other VPC. */
const ways = oftenest([
  [10, 'whole'],
  [4, 'prefix-list'],
  [2, 'halves'],
  [2, 'default'],
  [1, 'missing'],
] as const);

/** What competes with it. `leaves` goes to a virtual private gateway, of which nobody can say where that leads. */
const rivals = oftenest([
  [3, 'peering'],
  [3, 'blackhole'],
  [2, 'other-peering'],
  [2, 'internet-gateway'],
  [2, 'propagated'],
  [1, 'leaves'],
] as const);

const drawnRival = fc.record({ cut: drawnCut, kind: rivals });

export const drawnTable = fc.record({
  ways: fc.array(ways, { minLength: 3, maxLength: 3 }),
  rivals: fc.array(drawnRival, { maxLength: 2 }),
  hasDefault: fc.boolean(),
  /** In one of eight tables something displaces, or would displace, the VPC's own local route. */
  inside: fc.record({ draw: fc.nat(7), subnet: fc.nat(5), isPropagated: fc.boolean() }),
});
type DrawnTable = typeof drawnTable extends fc.Arbitrary<infer T> ? T : never;

export type TableInput = {
  own: VpcPlan;
  peer: VpcPlan;
  /** What the rivals' CIDRs are cut from. */
  pool: readonly string[];
  /** The prefix list of the other VPC's CIDRs, by family. */
  listOf: Readonly<Record<'ipv4' | 'ipv6', string>>;
  isDecided: boolean;
};

const anywhere = (cidr: string): string => everywhere[familyOf(cidr) === 'ipv4' ? 0 : 1];

const wayRoutes = (way: DrawnTable['ways'][number], cidr: string, { listOf }: TableInput): Route[] => {
  switch (way) {
    case 'whole':
      return [routeTo(cidr)];
    case 'prefix-list':
      return [routeTo(listOf[familyOf(cidr)])];
    case 'halves':
      return [0, 1].map((half) => routeTo(part(cidr, lengthOf(cidr) + 1, half)));
    case 'default':
      return [routeTo(anywhere(cidr))];
    case 'missing':
      return [];
  }
};

const rivalRoute = ({ cut, kind }: DrawnTable['rivals'][number], { pool, isDecided }: TableInput): Route => {
  const to = cutOf(pool, cut);
  switch (kind) {
    case 'peering':
      return routeTo(to);
    case 'blackhole':
      return routeTo(to, { state: 'blackhole' });
    case 'other-peering':
    case 'internet-gateway':
      return routeTo(to, { target: kind });
    case 'propagated':
      return routeTo(to, { target: 'virtual-gateway', origin: 'propagated', state: 'blackhole' });
    case 'leaves':
      return routeTo(to, {
        target: 'virtual-gateway',
        origin: 'propagated',
        state: isDecided ? 'blackhole' : 'active',
      });
  }
};

const insideRoutes = ({ draw, subnet, isPropagated }: DrawnTable['inside'], { own }: TableInput): Route[] => {
  if (draw !== 7) return [];
  const cidrs = own.subnets.flatMap((entry) => entry.cidrs);
  const to = cidrs[subnet % cidrs.length]!;
  return isPropagated
    ? [routeTo(to, { target: 'virtual-gateway', origin: 'propagated', state: 'blackhole' })]
    : [routeTo(to, { target: 'network-interface', state: 'blackhole' })];
};

/** AWS takes one static route to a destination, and shows one propagated one. */
const onePerDestination = (routes: readonly Route[]): Route[] => [
  ...new Map(routes.toReversed().map((route) => [`${route.to} ${route.origin}`, route])).values(),
];

export const toTable = (input: TableInput, drawn: DrawnTable): Route[] =>
  onePerDestination([
    ...localRoutes(input.own.cidrs),
    ...insideRoutes(drawn.inside, input),
    ...drawn.rivals.map((rival) => rivalRoute(rival, input)),
    ...input.peer.cidrs.flatMap((cidr, index) => wayRoutes(drawn.ways[index] ?? 'whole', cidr, input)),
    ...(drawn.hasDefault ? everywhere.map((to) => routeTo(to, { target: 'internet-gateway' })) : []),
  ]).filter(
    (route) => route.target === 'local' || isPrefixList(route.to) || !input.own.cidrs.includes(route.to),
  );
