import type { Inventory } from '#model/inventory.ts';
import type {
  NetworkAcl,
  NetworkInterface,
  Route,
  RouteTable,
  SecurityGroup,
  Subnet,
} from '#model/records.ts';

/*
 * The verdict's rules once more, by trying every pair of addresses: slow, naive, and sharing no code with src.
 * It knows the shapes that `arbitrary-topology.ts` makes, and no others.
 */

export type Answer = {
  verdict: 'usable' | 'partial' | 'blocked' | 'unknown';
  unknownReason: string | null;
  provided: string[];
  firstFailedHop: string | null;
  subnets: { subnetId: string; open: string[]; stoppedBy: string | null }[];
};

export type Topology = {
  family: 'ipv4' | 'ipv6';
  consumer: { vpcId: string; region: string; inventory: Inventory };
  provider: { vpcId: string; region: string; inventory: Inventory };
  peering: { id: string; status: string; consumerCidr: string; providerCidr: string } | null;
  endpointId: string;
};

type Say = { is: 'pass' | 'fail' | 'unknown'; why?: string; provided?: string };
const yes: Say = { is: 'pass' };
const no: Say = { is: 'fail' };
const dunno = (why: string): Say => ({ is: 'unknown', why });

/** An address as a text of 32 or 128 zeros and ones. */
const bitsOf = (address: string): string => {
  if (!address.includes(':')) {
    return address
      .split('.')
      .map((byte) => Number(byte).toString(2).padStart(8, '0'))
      .join('');
  }
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right]
    .map((word) => Number.parseInt(word, 16).toString(2).padStart(16, '0'))
    .join('');
};

const prefixes = new Map<string, string>();

const prefixOf = (cidr: string): string => {
  const known = prefixes.get(cidr);
  if (known !== undefined) return known;
  const [address = '', length = ''] = cidr.split('/');
  const prefix = bitsOf(address).slice(0, Number(length));
  prefixes.set(cidr, prefix);
  return prefix;
};

const isSameFamily = (cidr: string, bits: string): boolean => cidr.includes(':') === (bits.length === 128);
const holds = (cidr: string, bits: string): boolean =>
  isSameFamily(cidr, bits) && bits.startsWith(prefixOf(cidr));

/** Every address of a small CIDR, as bits. */
export const addressesIn = (cidr: string): string[] => {
  const prefix = prefixOf(cidr);
  const width = (cidr.includes(':') ? 128 : 32) - prefix.length;
  if (width > 8) throw new Error(`${cidr} is too large to try`);
  return Array.from(
    { length: 2 ** width },
    (_, n) => prefix + (width === 0 ? '' : n.toString(2).padStart(width, '0')),
  );
};

const entriesOf = (inventory: Inventory, listId: string): string[] | null => {
  const list = inventory.ManagedPrefixLists?.find(({ PrefixListId }) => PrefixListId === listId);
  return list?.Entries?.map(({ Cidr }) => Cidr ?? '') ?? null;
};

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

const judgeTable = (
  inventory: Inventory,
  vpcId: string,
  table: RouteTable,
  bits: string,
  goal: string,
): Say => {
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

const judgeRoute = (
  inventory: Inventory,
  vpcId: string,
  subnetId: string,
  bits: string,
  goal: string,
): Say => {
  const tables = inventory.RouteTables;
  if (tables === undefined) return dunno('not-read');
  const table =
    tables.find(({ Associations = [] }) => Associations.some(({ SubnetId }) => SubnetId === subnetId)) ??
    tables.find(
      ({ VpcId, Associations = [] }) => VpcId === vpcId && Associations.some(({ Main }) => Main === true),
    );
  return table === undefined ? dunno('not-read') : judgeTable(inventory, vpcId, table, bits, goal);
};

const aclAllows = (acl: NetworkAcl, egress: boolean, bits: string, port: number): boolean => {
  const entries = (acl.Entries ?? [])
    .filter((entry) => entry.Egress === egress)
    .sort((a, b) => (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0));
  for (const entry of entries) {
    if (!holds(entry.CidrBlock ?? entry.Ipv6CidrBlock ?? '', bits)) continue;
    if (entry.Protocol === '-1') return entry.RuleAction === 'allow';
    if (entry.Protocol !== '6') continue;
    const { From = 0, To = 0 } = entry.PortRange ?? {};
    if (From <= port && port <= To) return entry.RuleAction === 'allow';
  }
  return false;
};

/** Enough client ports to tell the arbitrary port ranges apart. */
const clientPorts = [32_768, 36_000, 40_000, 45_000, 50_000, 55_000, 60_999];

const judgeAcl = (
  inventory: Inventory,
  subnetId: string,
  bits: string,
  request: 'in' | 'out',
  port: number | null,
): Say => {
  const acl = inventory.NetworkAcls?.find(({ Associations = [] }) =>
    Associations.some(({ SubnetId }) => SubnetId === subnetId),
  );
  if (acl === undefined) return dunno('not-read');
  const isOut = request === 'out';
  const anyPort = [1, 80, 443, ...clientPorts, 65_535];
  const isDenied =
    port === null
      ? !anyPort.some((any) => aclAllows(acl, isOut, bits, any))
      : !aclAllows(acl, isOut, bits, port);
  const back = clientPorts.filter((client) => aclAllows(acl, !isOut, bits, client)).length;
  if (isDenied || back === 0) return no;
  if (port === null) return dunno('not-read');
  return back === clientPorts.length ? yes : dunno('depends-on-client');
};

type GroupCase = {
  inventory: Inventory;
  peeringId: string | null;
  isOneRegion: boolean;
  port: number | null;
};

const matches = (
  { IpProtocol, FromPort = 0, ToPort = 0 }: NonNullable<SecurityGroup['IpPermissions']>[number],
  port: number | null,
): boolean =>
  IpProtocol === '-1' || (IpProtocol === 'tcp' && (port === null || (FromPort <= port && port <= ToPort)));

const judgeGroups = (
  groupIds: string[],
  bits: string,
  { inventory, peeringId, isOneRegion, port }: GroupCase,
): Say => {
  if (inventory.SecurityGroups === undefined) return dunno('not-read');
  let isGap = false;
  const members = new Set<string>();
  for (const groupId of groupIds) {
    const group = inventory.SecurityGroups.find(({ GroupId }) => GroupId === groupId);
    if (group === undefined) isGap = true;
    for (const permission of group?.IpPermissions ?? []) {
      if (!matches(permission, port)) continue;
      const cidrs = [
        ...(permission.IpRanges ?? []).map(({ CidrIp }) => CidrIp ?? ''),
        ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6 ?? ''),
      ];
      for (const { PrefixListId } of permission.PrefixListIds ?? []) {
        const entries = entriesOf(inventory, PrefixListId ?? '');
        if (entries === null) isGap = true;
        cidrs.push(...(entries ?? []));
      }
      if (cidrs.some((cidr) => holds(cidr, bits))) return port === null ? dunno('not-read') : yes;
      for (const pair of permission.UserIdGroupPairs ?? []) {
        const isActive = pair.VpcPeeringConnectionId === peeringId && pair.PeeringStatus === 'active';
        if (peeringId === null || (isActive && isOneRegion)) members.add(pair.GroupId ?? '');
      }
    }
  }
  if (members.size > 0) {
    return port === null
      ? dunno('not-read')
      : { is: 'pass', provided: `the client carries security group ${[...members].sort().join(' or ')}` };
  }
  return isGap ? dunno('not-read') : no;
};

type Place = { subnetId: string | null; bits: string; isReal: boolean };
type Target = Place & { groupIds: string[] | null };

const cidrOf = (subnet: Subnet, family: Topology['family']): string | undefined =>
  family === 'ipv4' ? subnet.CidrBlock : subnet.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock;

const vpcBlocks = (
  inventory: Inventory,
  vpcId: string,
  family: Topology['family'],
  told: string | undefined,
): string[] => {
  const vpc = inventory.Vpcs?.find(({ VpcId }) => VpcId === vpcId);
  const own =
    family === 'ipv4'
      ? [vpc?.CidrBlock, ...(vpc?.CidrBlockAssociationSet ?? []).map(({ CidrBlock }) => CidrBlock)]
      : (vpc?.Ipv6CidrBlockAssociationSet ?? []).map(({ Ipv6CidrBlock }) => Ipv6CidrBlock);
  const blocks = vpc === undefined ? [told] : own;
  return blocks.filter((block) => block !== undefined);
};

/** Stands for all addresses where nothing tells any: the toy ones and some that no prefix but /0 holds. */
const anywhere = (family: Topology['family']): string[] =>
  family === 'ipv4'
    ? [...addressesIn('10.0.0.0/25'), bitsOf('1.2.3.4'), bitsOf('255.255.255.255')]
    : [...addressesIn('fd00::/121'), bitsOf('::1'), bitsOf('ffff::1')];

const anyOf = (blocks: string[], family: Topology['family']): string[] =>
  blocks.length === 0 ? anywhere(family) : [...new Set(blocks.flatMap(addressesIn))];

const sourcesOf = ({ consumer: { inventory, vpcId }, family, peering }: Topology): Place[] => {
  if (inventory.Subnets === undefined) {
    const blocks = vpcBlocks(inventory, vpcId, family, peering?.consumerCidr);
    return anyOf(blocks, family).map((bits) => ({ subnetId: null, bits, isReal: false }));
  }
  return inventory.Subnets.filter(({ VpcId }) => VpcId === vpcId).flatMap((subnet) => {
    const cidr = cidrOf(subnet, family);
    return cidr === undefined
      ? []
      : addressesIn(cidr).map((bits) => ({ subnetId: subnet.SubnetId, bits, isReal: true }));
  });
};

const addressOf = (record: NetworkInterface, family: Topology['family']): string | undefined =>
  family === 'ipv4' ? record.PrivateIpAddress : record.Ipv6Addresses?.[0]?.Ipv6Address;

const targetsOf = ({ provider: { inventory, vpcId }, family, peering, endpointId }: Topology): Target[] => {
  const endpoint = inventory.VpcEndpoints?.find(({ VpcEndpointId }) => VpcEndpointId === endpointId);
  const groupsOf = (groups: { GroupId?: string | undefined }[] | undefined) =>
    groups?.map(({ GroupId }) => GroupId ?? '') ?? null;
  const found = (endpoint?.NetworkInterfaceIds ?? []).map((id) =>
    inventory.NetworkInterfaces?.find(({ NetworkInterfaceId }) => NetworkInterfaceId === id),
  );
  const targets: Target[] = found.flatMap((record) => {
    const address = record === undefined ? undefined : addressOf(record, family);
    if (record === undefined || address === undefined) return [];
    return [
      {
        subnetId: record.SubnetId ?? null,
        bits: bitsOf(address),
        isReal: true,
        groupIds: groupsOf(record.Groups),
      },
    ];
  });
  if (!found.includes(undefined)) return targets;
  const left = (endpoint?.SubnetIds ?? []).filter((id) => found.every((record) => record?.SubnetId !== id));
  for (const subnetId of left.length === 0 ? [null] : left) {
    const subnet = inventory.Subnets?.find(({ SubnetId }) => SubnetId === subnetId);
    const cidr = subnet === undefined ? undefined : cidrOf(subnet, family);
    const blocks = cidr === undefined ? vpcBlocks(inventory, vpcId, family, peering?.providerCidr) : [cidr];
    targets.push(
      ...anyOf(blocks, family).map((bits) => ({
        subnetId,
        bits,
        isReal: false,
        groupIds: groupsOf(endpoint?.Groups),
      })),
    );
  }
  return targets;
};

const hopNames = (peering: Topology['peering']): string[] => [
  'endpoint-state',
  ...(peering === null ? [] : ['peering-state']),
  'consumer-route',
  'consumer-nacl',
  'endpoint-subnet-nacl',
  'endpoint-security-groups',
  'return-route',
];

/** What each hop says of one pair of addresses, in order. */
const judgePair = (topology: Topology, port: number | null, source: Place, target: Target): Say[] => {
  const { consumer, provider, peering } = topology;
  const goal = peering?.id ?? 'local';
  const isOneSubnet = peering === null && source.subnetId !== null && source.subnetId === target.subnetId;
  /** Inside a VPC an unknown subnet may be the very same. */
  const mayBeOne = peering === null && (source.subnetId === null || target.subnetId === null);
  const at = (subnetId: string | null, judge: (subnetId: string) => Say): Say =>
    subnetId === null || mayBeOne ? dunno('not-read') : isOneSubnet ? yes : judge(subnetId);
  const from = (judge: (subnetId: string) => Say): Say => at(source.subnetId, judge);
  const to = (judge: (subnetId: string) => Say): Say => at(target.subnetId, judge);
  /** Of an address that is only possible, nothing but a fail is known. */
  const atBest = (say: Say, isReal: boolean): Say => (isReal || say.is === 'fail' ? say : dunno('not-read'));
  const isReal = source.isReal && target.isReal;
  return [
    yes,
    ...(peering === null ? [] : [peering.status === 'active' ? yes : no]),
    atBest(
      from((id) => judgeRoute(consumer.inventory, consumer.vpcId, id, target.bits, goal)),
      isReal,
    ),
    atBest(
      from((id) => judgeAcl(consumer.inventory, id, target.bits, 'out', port)),
      target.isReal,
    ),
    to((id) => judgeAcl(provider.inventory, id, source.bits, 'in', port)),
    target.groupIds === null
      ? dunno('not-read')
      : judgeGroups(target.groupIds, source.bits, {
          inventory: provider.inventory,
          peeringId: peering?.id ?? null,
          isOneRegion: consumer.region === provider.region,
          port,
        }),
    to((id) => judgeRoute(provider.inventory, provider.vpcId, id, source.bits, goal)),
  ];
};

type Pair = { source: Place; says: Say[]; is: Say['is']; reached: number };

const toPair = (source: Place, says: Say[]): Pair => {
  const reached = says.findIndex(({ is }) => is === 'fail');
  if (reached !== -1) return { source, says, is: 'fail', reached };
  return {
    source,
    says,
    is: says.some(({ is }) => is === 'unknown') ? 'unknown' : 'pass',
    reached: says.length,
  };
};

const reasonOrder = ['not-read', 'depends-on-client', 'not-modelled'];

const conditions = (pairs: Pair[]): string[] =>
  [...new Set(pairs.flatMap(({ says }) => says.flatMap(({ provided }) => provided ?? [])))].sort();

const fewest = (lists: string[][]): string[] => lists.sort((a, b) => a.length - b.length)[0] ?? [];

const furthestOf = (pairs: Pair[]): number | null => {
  const reached = pairs.filter(({ is }) => is === 'fail').map((pair) => pair.reached);
  return reached.length === 0 ? null : Math.max(...reached);
};

const groupBySubnet = (pairs: Pair[]): Map<string, Pair[]> => {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs)
    groups.set(pair.source.subnetId ?? '', [...(groups.get(pair.source.subnetId ?? '') ?? []), pair]);
  return groups;
};

const summarise = (pairs: Pair[]): Pick<Answer, 'verdict' | 'unknownReason' | 'provided'> => {
  const usable = [...groupBySubnet(pairs).values()].filter((group) => group.every(({ is }) => is === 'pass'));
  if (usable.length > 0)
    return { verdict: 'usable', unknownReason: null, provided: fewest(usable.map(conditions)) };
  const open = pairs.filter(({ is }) => is === 'unknown');
  if (open.length > 0) {
    const reasons = open.flatMap(({ says }) =>
      says.filter(({ is }) => is === 'unknown').map(({ why }) => why),
    );
    return {
      verdict: 'unknown',
      unknownReason: reasonOrder.find((reason) => reasons.includes(reason)) ?? null,
      provided: [],
    };
  }
  const working = pairs.filter(({ is }) => is === 'pass');
  if (working.length === 0) return { verdict: 'blocked', unknownReason: null, provided: [] };
  return {
    verdict: 'partial',
    unknownReason: null,
    provided: fewest(working.map((pair) => conditions([pair]))),
  };
};

/** Judges a path by every pair of addresses; null when there is no pair. */
export const bruteForce = (topology: Topology, port: number | null): Answer | null => {
  const names = hopNames(topology.peering);
  const targets = targetsOf(topology);
  const pairs = sourcesOf(topology).flatMap((source) =>
    targets.map((target) => toPair(source, judgePair(topology, port, source, target))),
  );
  if (pairs.length === 0) return null;
  const summary = summarise(pairs);
  const told = summary.verdict === 'blocked' || summary.verdict === 'partial' ? furthestOf(pairs) : null;
  const rows = [...groupBySubnet(pairs)]
    .filter(([subnetId]) => subnetId !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...summary,
    firstFailedHop: told === null ? null : (names[told] ?? null),
    subnets: rows.map(([subnetId, group]) => {
      const addresses = [...new Set(group.map(({ source }) => source.bits))];
      const open = addresses.filter((bits) =>
        group.every((pair) => pair.source.bits !== bits || pair.is === 'pass'),
      );
      const stop = open.length === addresses.length ? null : furthestOf(group);
      return { subnetId, open, stoppedBy: stop === null ? null : (names[stop] ?? null) };
    }),
  };
};
