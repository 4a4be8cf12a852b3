import * as fc from 'fast-check';
import { familyOf, lengthOf, part } from './addresses.ts';
import type { VpcPlan } from './arbitrary-vpc.ts';
import { cutOf, drawnCut } from './cuts.ts';
import { oftenest } from './oftenest.ts';
import { everywhere, localRoutes, routeTo } from './plain-topology.ts';
import { isPrefixList, type Route } from './topology.ts';

/** How a table leads to one CIDR of the other VPC. */
const ways = oftenest([
  [10, 'whole'],
  [6, 'prefix-list'],
  [3, 'halves'],
  [3, 'default'],
  [1, 'missing'],
] as const);

/** What competes with it. `leaves` goes to a virtual private gateway, of which nobody can say where that leads. */
const rivals = oftenest([
  [2, 'peering'],
  [2, 'blackhole'],
  [1, 'other-peering'],
  [1, 'internet-gateway'],
  [2, 'propagated'],
  [1, 'leaves'],
] as const);

const drawnRival = fc.record({ cut: drawnCut, kind: rivals });

export const drawnTable = fc.record({
  ways: fc.array(ways, { minLength: 3, maxLength: 3 }),
  rivals: fc.array(drawnRival, { maxLength: 2 }),
  hasDefault: fc.boolean(),
  /** In one of four tables something displaces, or would displace, the VPC's own local route. */
  inside: fc.record({ draw: fc.nat(3), subnet: fc.nat(5), isPropagated: fc.boolean() }),
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
  const destinations = {
    whole: [cidr],
    'prefix-list': [listOf[familyOf(cidr)]],
    halves: [0, 1].map((half) => part(cidr, lengthOf(cidr) + 1, half)),
    default: [anywhere(cidr)],
    missing: [],
  };
  return destinations[way].map((to) => routeTo(to));
};

const propagated = { target: 'virtual-gateway', origin: 'propagated' } as const;

const rivalFields = {
  peering: {},
  blackhole: { state: 'blackhole' },
  'other-peering': { target: 'other-peering' },
  'internet-gateway': { target: 'internet-gateway' },
  propagated: { ...propagated, state: 'blackhole' },
  leaves: propagated,
} as const;

const rivalRoute = ({ cut, kind }: DrawnTable['rivals'][number], { pool, isDecided }: TableInput): Route =>
  routeTo(cutOf(pool, cut), rivalFields[kind === 'leaves' && isDecided ? 'propagated' : kind]);

const insideRoutes = ({ draw, subnet, isPropagated }: DrawnTable['inside'], { own }: TableInput): Route[] => {
  if (draw !== 3) return [];
  const cidrs = own.subnets.flatMap((entry) => entry.cidrs);
  const to = cidrs[subnet % cidrs.length]!;
  return isPropagated
    ? [routeTo(to, rivalFields.propagated)]
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
