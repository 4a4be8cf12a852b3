import { type Block, blockOf, type Family, familyOf, formatAddress, holds } from './addresses.ts';
import { expand, type Topology, type TopologySubnet, type TopologyVpc, vpcNames } from './topology.ts';

/** Every CIDR that a route, an ACL or a group of the topology names. */
const namedCidrs = (topology: Topology): string[] => [
  ...vpcNames.flatMap((name) => [
    ...topology[name].tables.flatMap((table) => table.flatMap(({ to }) => expand(topology, to))),
    ...topology[name].acls.flatMap((acl) => acl.map(({ cidr }) => cidr)),
  ]),
  ...topology.groups.flatMap((rules) => rules.flatMap(({ source }) => expand(topology, source))),
];

/** In every IPv4 subnet AWS keeps the first four addresses and the last; of IPv6 the same. */
const isAssignable = ({ first, last }: Block, address: bigint): boolean =>
  address >= first + 4n && address < last;

/** The first and the last assignable address between two cuts. */
const endsOf = (subnet: Block, from: bigint, to: bigint, taken: ReadonlySet<bigint>): bigint[] => {
  const isFree = (address: bigint) => isAssignable(subnet, address) && !taken.has(address);
  const reach = Array.from({ length: 8 }, (_, index) => BigInt(index)).filter((step) => from + step < to);
  const first = reach.map((step) => from + step).find(isFree);
  const last = reach.map((step) => to - 1n - step).find(isFree);
  return [first, last].filter((address) => address !== undefined);
};

/**
 * Client addresses of one block of a subnet: the first and the last of every piece that the topology's CIDRs cut it
 * into. All addresses of a piece are alike to every rule, so what holds of these holds of all of them.
 */
const samplesOf = (block: string, cidrs: readonly string[], taken: ReadonlySet<bigint>): string[] => {
  const subnet = blockOf(block);
  const cuts = cidrs.filter((cidr) => holds(block, cidr)).map(blockOf);
  const starts = [...new Set([subnet.first, ...cuts.flatMap(({ first, last }) => [first, last + 1n])])]
    .filter((start) => start <= subnet.last)
    .toSorted((a, b) => (a < b ? -1 : 1));
  const addresses = starts.flatMap((start, index) =>
    endsOf(subnet, start, starts[index + 1] ?? subnet.last + 1n, taken),
  );
  return [...new Set(addresses)].map((address) => formatAddress(subnet.family, address));
};

/** The addresses of the interfaces; they are not a client's. */
const takenIn = ({ interfaces }: Topology, family: Family): ReadonlySet<bigint> =>
  new Set(
    interfaces
      .flatMap(({ addresses }) => addresses)
      .filter((address) => familyOf(address) === family)
      .map((address) => blockOf(`${address}/0`).first),
  );

const subnetSamples = (topology: Topology, { cidrs }: TopologySubnet): string[] => {
  const named = namedCidrs(topology);
  return cidrs.flatMap((cidr) => samplesOf(cidr, named, takenIn(topology, familyOf(cidr))));
};

/** Client addresses of every subnet of a VPC. */
export const clientsOf = (topology: Topology, vpc: TopologyVpc): string[][] =>
  vpc.subnets.map((subnet) => subnetSamples(topology, subnet));
