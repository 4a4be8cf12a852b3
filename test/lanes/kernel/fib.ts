import { type Family, familyOf, holds, hostCidr } from './addresses.ts';
import { expand, isPrefixList, type Route, routesOf, type Topology, type VpcName } from './topology.ts';

/*
 * Routes. A VPC is a star: its middle (`fabric`) delivers what comes in to the subnet that holds the address. Each
 * subnet has two links to it: what a route sends to `local` leaves by `inside`, and what it sends to the peering
 * leaves by `across`, which the fabric hands to the peering and to nothing else.
 */

/** The tables: the lane's own ones, so that a miss never falls through to another. */
const main = 1000;
const across = 2000;

/** The ends of every link: the middle is 1, what is around it 2; of the peering, the consumer's side is 1. */
export const ends = [
  { gateway: 'fe80::1', mac: '02:00:00:00:00:01' },
  { gateway: 'fe80::2', mac: '02:00:00:00:00:02' },
] as const;

/** Which of two routes to the same CIDR wins, as the kernel's metric; AWS has the same order. */
const metricOf = ({ to, target, origin }: Route): number => {
  if (target === 'local') return 1;
  if (isPrefixList(to)) return 20;
  return origin === 'static' ? 10 : 30;
};

const toMiddle = (link: 'inside' | 'across'): string => `via inet6 ${ends[0].gateway} dev ${link} onlink`;

/** What leads neither inside nor over the peering leads nowhere here: no client of it can reach the endpoint. */
const wayOf = ({ target, state }: Route): string => {
  if (state === 'blackhole') return 'blackhole';
  if (target === 'local') return toMiddle('inside');
  return target === 'peering' ? toMiddle('across') : 'unreachable';
};

const routeLine = (cidr: string, way: string, metric: number, table = main): string =>
  way.startsWith('via')
    ? `route add ${cidr} ${way} metric ${metric} table ${table}`
    : `route add ${way} ${cidr} metric ${metric} table ${table}`;

/** AWS's own rule, which no FIB has: inside the VPC's CIDRs a propagated route never wins. */
const isIdle = (topology: Topology, vpc: VpcName, { origin }: Route, cidr: string): boolean =>
  origin === 'propagated' && topology[vpc].cidrs.some((own) => holds(own, cidr));

type Line = { family: Family | 'both'; line: string };

/** One run of `ip` for each family, since a batch is of one. */
const ipBatch = (lines: readonly Line[]): string =>
  (['ipv4', 'ipv6'] as const)
    .map((family) => {
      const own = lines.filter((line) => line.family === family || line.family === 'both');
      return `ip -${family === 'ipv4' ? 4 : 6} -batch - <<'END'\n${own.map(({ line }) => line).join('\n')}\nEND\n`;
    })
    .join('');

const both = (line: string): Line => ({ family: 'both', line });
const ofCidr = (cidr: string, line: string): Line => ({ family: familyOf(cidr), line });

const noRoute = (table: number): string => `route add unreachable default metric 1000 table ${table}`;

/** What is looked up where. The last line of every table says that there is no route. */
export const tableSetup = (acrossLinks: readonly string[]): string =>
  ipBatch([
    both(`rule add pref 20 lookup ${main}`),
    both(noRoute(main)),
    ...acrossLinks.map((link) => both(`rule add pref 10 iif ${link} lookup ${across}`)),
    both(noRoute(across)),
  ]);

const emptyTable = (table: number) => [both(`route flush table ${table}`), both(noRoute(table))];

/** The addresses of a subnet, each on its own, and the routes of its table. */
export const subnetScript = (
  topology: Topology,
  vpc: VpcName,
  index: number,
  addresses: readonly string[],
): string => {
  const subnet = topology[vpc].subnets[index];
  const routes = subnet === undefined ? [] : routesOf(topology[vpc], subnet);
  return ipBatch([
    ...emptyTable(main),
    ...routes.flatMap((route) =>
      expand(topology, route.to)
        .filter((cidr) => !isIdle(topology, vpc, route, cidr))
        .map((cidr) => ofCidr(cidr, routeLine(cidr, wayOf(route), metricOf(route)))),
    ),
    both('address flush dev lo scope global'),
    ...addresses.map((address) => ofCidr(address, `address add ${hostCidr(address)} dev lo`)),
  ]);
};

/** Delivery to the subnets, and the way over the peering while it is active. */
export const fabricScript = (topology: Topology, vpc: VpcName): string => {
  const peer = vpc === 'consumer' ? ends[1] : ends[0];
  const over = `via inet6 ${peer.gateway} dev peering onlink`;
  return ipBatch([
    ...emptyTable(main),
    ...emptyTable(across),
    ...topology[vpc].subnets.flatMap(({ cidrs }, index) =>
      cidrs.map((cidr) =>
        ofCidr(cidr, routeLine(cidr, `via inet6 ${ends[1].gateway} dev inside${index} onlink`, 1)),
      ),
    ),
    ...(topology.peering.isActive ? [both(routeLine('default', over, 1, across))] : []),
  ]);
};
