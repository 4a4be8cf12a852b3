import type { NetworkAcl, RouteTable, Subnet } from '#model/records.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import type { Family } from './addresses/cidr.ts';
import { type AddressSet, unite } from './addresses/ranges.ts';
import { parseBlocks, vpcBlocks } from './blocks.ts';
import { inventoryOf } from './inventory-of.ts';
import type { Network, NetworkVpc } from './network.ts';
import { type AclLookup, createAclCompiler } from './network-acl/network-acl.ts';
import { oncePer, oncePerKey, oncePerRecent } from './once-per.ts';
import { known, mapReading, missing, type Reading, unclear, unread } from './reading.ts';
import { compileRouteTable, type RouteLookup } from './routes/route-table.ts';
import { createScopeIndex, type Index, type ScopeIndex } from './scope-index.ts';

/**
 * What is known of one VPC, from its owner's scope alone: a participant of a shared VPC sees part of it, and its view
 * proves nothing by absence.
 */
export type Facts = {
  vpc: NetworkVpc;
  subnets: Reading<readonly Subnet[]>;
  /** One of those subnets; null when it is not among them. */
  subnet: (subnetId: string) => Subnet | null;
  /** The VPC's own addresses, of every block that is associated with it. */
  addresses: (family: Family) => Reading<AddressSet>;
  /** The subnet's own table, else the VPC's main one. */
  routesOf: (subnetId: string) => Reading<RouteLookup>;
  aclOf: (subnetId: string) => Reading<AclLookup>;
  index: Pick<ScopeIndex, 'interfaces' | 'group' | 'prefixList' | 'readOf'>;
};

/** The one record of `records` under `key`; null when there is none. Several contradict each other. */
const only = <T>(
  records: Index<readonly T[]>,
  key: string,
  idOf: (record: T) => string,
): Reading<T | null> => {
  if (!records.isKnown) return records;
  const [first = null, ...others] = records.value.get(key) ?? [];
  if (first === null || others.length === 0) return known(first);
  return missing(unclear(`${key} has ${[first, ...others].map(idOf).join(' and ')}, and can have one`));
};

/** Where facts about a VPC are read: its owner's scope; null when nobody told it. */
const ownerOf = ({ accountId, region }: NetworkVpc): Scope | null =>
  accountId === null || region === null ? null : { accountId, region };

/** Indexes each scope once. */
const createIndexes = (network: Network): ((vpc: NetworkVpc) => ScopeIndex) => {
  const indexes = new Map<string, ScopeIndex>();
  return (vpc) => {
    const owner = ownerOf(vpc);
    const place = owner === null ? `the scope that owns ${vpc.vpcId}` : scopeKey(owner);
    const index = indexes.get(place) ?? createScopeIndex(place, inventoryOf(network, owner));
    indexes.set(place, index);
    return index;
  };
};

const readSubnets = ({ vpcId, record }: NetworkVpc, { subnets, readOf }: ScopeIndex): Facts['subnets'] => {
  if (!subnets.isKnown) return subnets;
  const own = subnets.value.get(vpcId) ?? [];
  if (own.length === 0 && record === null)
    return missing(unread(`${vpcId}, which is not in ${readOf('Vpcs')}`));
  return known(own);
};

const readAddresses =
  ({ vpcId, record }: NetworkVpc, { readOf }: ScopeIndex) =>
  (family: Family) => {
    if (record === null) return missing(unread(readOf('Vpcs')));
    const { cidrs, junk } = parseBlocks(vpcBlocks(record, family), family);
    const [text] = junk;
    return text === undefined ? known(unite(cidrs)) : missing(unclear(`A block of ${vpcId} is no CIDR`));
  };

const idOf = (table: RouteTable): string => table.RouteTableId;

const readTables =
  ({ vpcId }: NetworkVpc, index: ScopeIndex) =>
  (subnetId: string): Reading<RouteTable> => {
    const own = only(index.routeTables, subnetId, idOf);
    const table = own.isKnown && own.value === null ? only(index.mainTables, vpcId, idOf) : own;
    if (!table.isKnown) return table;
    const read = index.readOf('RouteTables');
    const noTable = `a table of ${subnetId} or a main one of ${vpcId} in ${read}`;
    if (table.value === null) return missing(unread(noTable));
    const noRoutes = `the routes of ${idOf(table.value)} in ${read}`;
    return table.value.Routes === undefined ? missing(unread(noRoutes)) : known(table.value);
  };

const readAcls =
  ({ networkAcls, readOf }: ScopeIndex, compile: (acl: NetworkAcl) => AclLookup) =>
  (subnetId: string): Reading<AclLookup> => {
    const acl = only(networkAcls, subnetId, (record: NetworkAcl) => record.NetworkAclId);
    if (!acl.isKnown) return acl;
    const read = readOf('NetworkAcls');
    if (acl.value === null) return missing(unread(`the network ACL of ${subnetId}, which is not in ${read}`));
    if (acl.value.Entries === undefined)
      return missing(unread(`the entries of ${acl.value.NetworkAclId} in ${read}`));
    return known(compile(acl.value));
  };

const createFacts = (
  { network, compileAcl }: { network: Network; compileAcl: (acl: NetworkAcl) => AclLookup },
  vpc: NetworkVpc,
  index: ScopeIndex,
): Facts => {
  const addresses = readAddresses(vpc, index);
  const compile = oncePerKey((table: RouteTable) =>
    compileRouteTable({
      table,
      prefixList: index.prefixList,
      ownAddresses: addresses,
      isSeen: (peeringId) => network.peerings.has(peeringId),
    }),
  );
  const tableOf = readTables(vpc, index);
  const subnets = readSubnets(vpc, index);
  const byId = new Map((subnets.isKnown ? subnets.value : []).map((subnet) => [subnet.SubnetId, subnet]));
  return {
    vpc,
    subnets,
    subnet: (subnetId) => byId.get(subnetId) ?? null,
    addresses,
    routesOf: oncePerKey((subnetId: string) => mapReading(tableOf(subnetId), compile)),
    aclOf: oncePerKey(readAcls(index, compileAcl)),
    index,
  };
};

/**
 * VPCs whose compiled facts are kept, of 10 KB each, when a network may have 50,000: paths are judged VPC by VPC, neighbours
 * near one another, of which none has more than 125 active peerings.
 * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
const vpcsKept = 128;

/** The facts of a network's VPCs: each scope is indexed once, and each VPC's tables as seldom as memory allows. */
export const factsOf = oncePer((network: Network) => {
  const indexOf = createIndexes(network);
  const parts = { network, compileAcl: createAclCompiler() };
  return oncePerRecent(vpcsKept, (vpc: NetworkVpc) => createFacts(parts, vpc, indexOf(vpc)));
});
