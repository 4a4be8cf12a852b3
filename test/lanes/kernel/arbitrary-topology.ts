import * as fc from 'fast-check';
import { blockOf, type Family, familyOf, formatAddress, hostCidr } from './addresses.ts';
import { type AclInput, drawnAcl, toAcl } from './arbitrary-acl.ts';
import { drawnGroup, toGroup } from './arbitrary-group.ts';
import { drawnTable, type TableInput, toTable } from './arbitrary-routes.ts';
import { drawnVpc, toVpcPlan, type VpcPlan } from './arbitrary-vpc.ts';
import { roomFor } from './bench.ts';
import { cutOf, drawnCut } from './cuts.ts';
import { oftenest } from './oftenest.ts';
import { everywhere } from './plain-topology.ts';
import { type Interface, type Topology, type TopologyVpc, type VpcName } from './topology.ts';

const services = [
  { part: 'bedrock-runtime', port: 443 },
  { part: 'email-smtp', port: 587 },
  { part: 'cassandra', port: 9142 },
  { part: 'transfer.server', port: 22 },
];

const drawnRules = fc.record({
  tables: fc.tuple(drawnTable, drawnTable),
  acls: fc.tuple(drawnAcl, drawnAcl),
});

const drawnList = fc.array(drawnCut, { minLength: 1, maxLength: 2 });

const drawn = fc.record({
  isDecided: fc.nat(9).map((draw) => draw < 9),
  service: fc.constantFrom(...services),
  peering: fc.record({
    isActive: fc.nat(15).map((draw) => draw < 15),
    requester: fc.constantFrom('consumer', 'endpoint'),
    isOneRegion: fc.boolean(),
    isOneAccount: fc.boolean(),
  }),
  consumer: drawnVpc(1, roomFor.consumer),
  endpoint: drawnVpc(2, roomFor.endpoint),
  interfaces: fc.constantFrom('first', 'all'),
  families: oftenest([
    [4, ['ipv4', 'ipv6']],
    [2, ['ipv4']],
    [2, ['ipv6']],
  ] as const),
  rules: fc.record({ consumer: drawnRules, endpoint: drawnRules }),
  groups: fc.array(drawnGroup, { minLength: 1, maxLength: 2 }),
  /** Extra entries of each prefix list, whose first ones are the CIDRs of the VPC it stands for. */
  lists: fc.record({
    isWhole: fc.nat(3).map((draw) => draw < 3),
    entries: fc.tuple(drawnList, drawnList, drawnList),
  }),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

const blocksOf = ({ cidrs, subnets }: VpcPlan): string[] => [
  ...cidrs,
  ...subnets.flatMap((subnet) => subnet.cidrs),
];

const addressAt = (cidr: string, index: number): string => {
  const { family, first } = blockOf(cidr);
  return formatAddress(family, first + BigInt(index));
};

const toInterfaces = ({ interfaces, families }: Drawn, { subnets }: VpcPlan): Interface[] =>
  subnets.slice(0, interfaces === 'first' ? 1 : undefined).map(({ cidrs }, subnet) => ({
    id: `eni-${subnet}`,
    subnet,
    addresses: cidrs
      .filter((cidr) => families.some((family) => family === familyOf(cidr)))
      .map((cidr) => addressAt(cidr, 9)),
  }));

const ofFamily = (cidrs: readonly string[], family: Family) =>
  cidrs.filter((cidr) => familyOf(cidr) === family);

const listId = (name: string, family: Family): string => `pl-${name}-${family}`;

/** A list of the CIDRs in `base`, or of parts of them alone, for each family. */
const toLists = (
  name: string,
  base: readonly string[],
  { isWhole, entries }: { isWhole: boolean; entries: Drawn['lists']['entries'][number] },
): [string, string[]][] =>
  (['ipv4', 'ipv6'] as const).map((family) => {
    const own = ofFamily(base, family);
    const cuts = entries.map((cut) => cutOf(own, cut));
    return [listId(name, family), [...new Set(isWhole ? [...own, ...cuts] : cuts)]];
  });

const listsOf = (name: string): TableInput['listOf'] => ({
  ipv4: listId(name, 'ipv4'),
  ipv6: listId(name, 'ipv6'),
});

const toVpc = (
  id: string,
  rules: Drawn['rules'][VpcName],
  table: TableInput,
  acl: AclInput,
): TopologyVpc => ({
  id: `vpc-${id}`,
  ...table.own,
  tables: rules.tables.map((drawnOne) => toTable(table, drawnOne)),
  acls: rules.acls.map((drawnOne) => toAcl(acl, drawnOne)),
});

const toTopology = (input: Drawn): Topology => {
  const { isDecided, service } = input;
  const consumer = toVpcPlan(
    { name: 'consumer', first: 0, ipv6: '2001:db8:c00::/56', needsIpv6: false },
    input.consumer,
  );
  const endpoint = toVpcPlan(
    { name: 'endpoint', first: 100, ipv6: '2001:db8:e00::/56', needsIpv6: true },
    input.endpoint,
  );
  const interfaces = toInterfaces(input, endpoint);
  const hosts = interfaces.flatMap(({ addresses }) => addresses.map(hostCidr));
  const all = [...blocksOf(consumer), ...blocksOf(endpoint)];
  // One client of each subnet is named on its own.
  const clients = consumer.subnets.flatMap(({ cidrs }) => cidrs.map((cidr) => hostCidr(addressAt(cidr, 6))));
  const acl = { port: service.port, isDecided, pool: [...all, ...everywhere] };
  const vpcCidrs = [...consumer.cidrs, ...endpoint.cidrs];
  const { isWhole, entries } = input.lists;
  return {
    isDecided,
    service,
    peering: input.peering,
    consumer: toVpc(
      'consumer',
      input.rules.consumer,
      {
        own: consumer,
        peer: endpoint,
        pool: [...blocksOf(endpoint), ...hosts],
        listOf: listsOf('endpoint'),
        isDecided,
      },
      { ...acl, pool: [...acl.pool, ...hosts] },
    ),
    endpoint: toVpc(
      'endpoint',
      input.rules.endpoint,
      {
        own: endpoint,
        peer: consumer,
        pool: [...blocksOf(consumer), ...clients],
        listOf: listsOf('consumer'),
        isDecided,
      },
      { ...acl, pool: [...acl.pool, ...clients] },
    ),
    interfaces,
    groups: input.groups.map((group) =>
      toGroup(
        {
          pool: [...all, ...everywhere, ...clients],
          vpcCidrs,
          prefixLists: [listId('clients', 'ipv4'), listId('clients', 'ipv6')],
          port: service.port,
        },
        group,
      ),
    ),
    prefixLists: Object.fromEntries([
      ...toLists('endpoint', endpoint.cidrs, { isWhole, entries: entries[0] }),
      ...toLists('consumer', consumer.cidrs, { isWhole, entries: entries[1] }),
      ...toLists('clients', vpcCidrs, { isWhole, entries: entries[2] }),
    ]),
  };
};

/** Any small topology. */
export const arbitraryTopology: fc.Arbitrary<Topology> = drawn.map(toTopology);
