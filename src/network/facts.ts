import type { NetworkAcl, RouteTable, SecurityGroup, Subnet } from '#model/records.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import type { Family } from './addresses/cidr.ts';
import { type AddressSet, unite } from './addresses/ranges.ts';
import { parseBlocks, vpcBlocks } from './blocks.ts';
import { inventoryOf } from './inventory-of.ts';
import type { Network, NetworkVpc } from './network.ts';
import { type AclLookup, createAclLookup } from './network-acl/judge-acl.ts';
import { type CompiledAcl, createAclCompiler } from './network-acl/network-acl.ts';
import { oncePer, oncePerKey, oncePerRecent } from './once-per.ts';
import { known, lookUp, mapReading, missing, type Reading, unclear, unread } from './reading.ts';
import { compileRouteTable, type RouteLookup } from './routes/route-table.ts';
import { createScopeIndex, holdsMuch, type Index, type ScopeIndex } from './scope-index.ts';
import { type CompiledGroup, compileSecurityGroup } from './security-group/security-group.ts';
import { type Source, toSources } from './subnet-sources.ts';

/**
 * What is known of one VPC, from its owner's scope alone: a participant of a shared VPC sees part of it, and its view
 * proves nothing by absence.
 */
export type Facts = {
  vpc: NetworkVpc;
  subnets: Reading<readonly Subnet[]>;
  /** One of those subnets; null when it is not among them. */
  subnet: (subnetId: string) => Subnet | null;
  /** What the subnets have of a family, by subnet ID; nothing where they were not read. The same for every path. */
  sources: (family: Family) => readonly Source[];
  /** The VPC's own addresses, of every block that is associated with it. */
  addresses: (family: Family) => Reading<AddressSet>;
  /** The subnet's own table, else the VPC's main one. */
  routesOf: (subnetId: string) => Reading<RouteLookup>;
  aclOf: (subnetId: string) => Reading<AclLookup>;
  /** A security group of the owner's scope. */
  groupOf: (groupId: string) => Reading<CompiledGroup>;
  index: Pick<ScopeIndex, 'interfaces' | 'prefixList' | 'readOf'>;
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

/** Indexes a scope that holds much once; others, of which there may be thousands, for each VPC that is compiled. */
const createIndexes = (network: Network): ((vpc: NetworkVpc) => ScopeIndex) => {
  const indexes = new Map<string, ScopeIndex>();
  return (vpc) => {
    const owner = ownerOf(vpc);
    const place = owner === null ? `the scope that owns ${vpc.vpcId}` : scopeKey(owner);
    const known = indexes.get(place);
    if (known !== undefined) return known;
    const inventory = inventoryOf(network, owner);
    const index = createScopeIndex(place, inventory);
    if (inventory !== undefined && holdsMuch(inventory)) indexes.set(place, index);
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
  ({ networkAcls, readOf }: ScopeIndex) =>
  (subnetId: string): Reading<NetworkAcl> => {
    const acl = only(networkAcls, subnetId, (record: NetworkAcl) => record.NetworkAclId);
    if (!acl.isKnown) return acl;
    const read = readOf('NetworkAcls');
    if (acl.value === null) return missing(unread(`the network ACL of ${subnetId}, which is not in ${read}`));
    if (acl.value.Entries === undefined)
      return missing(unread(`the entries of ${acl.value.NetworkAclId} in ${read}`));
    return known(acl.value);
  };

const readGroups =
  ({ groups, readOf }: ScopeIndex) =>
  (groupId: string): Reading<SecurityGroup> => {
    const read = readOf('SecurityGroups');
    const group = lookUp(groups, groupId, read);
    return group.isKnown && group.value.IpPermissions === undefined
      ? missing(unread(`the rules of ${groupId} in ${read}`))
      : group;
  };

const createFacts = (
  { network, compileAcl }: { network: Network; compileAcl: (acl: NetworkAcl) => CompiledAcl },
  vpc: NetworkVpc,
  index: ScopeIndex,
): Facts => {
  const addresses = readAddresses(vpc, index);
  const toTable = oncePerKey((table: RouteTable) =>
    compileRouteTable({
      table,
      prefixList: index.prefixList,
      ownAddresses: addresses,
      isSeen: (peeringId) => network.peerings.has(peeringId),
    }),
  );
  const toAcl = oncePerKey((acl: NetworkAcl) => createAclLookup(compileAcl(acl)));
  const tableOf = readTables(vpc, index);
  const aclOf = readAcls(index);
  const groupOf = readGroups(index);
  const toGroup = (group: SecurityGroup) => compileSecurityGroup(group, index.prefixList);
  const subnets = readSubnets(vpc, index);
  const ofVpc = subnets.isKnown ? subnets.value : [];
  return {
    vpc,
    subnets,
    subnet: (subnetId) => ofVpc.findLast(({ SubnetId }) => SubnetId === subnetId) ?? null,
    sources: oncePerKey((family: Family) => toSources(ofVpc, family)),
    addresses,
    routesOf: oncePerKey((subnetId: string) => mapReading(tableOf(subnetId), toTable)),
    aclOf: oncePerKey((subnetId: string) => mapReading(aclOf(subnetId), toAcl)),
    groupOf: oncePerKey((groupId: string) => mapReading(groupOf(groupId), toGroup)),
    index,
  };
};

/**
 * VPCs whose compiled facts are kept, of 10 KB each, when a network may have 50,000: paths to 16 VPCs are judged together,
 * from one client VPC after another. No more: if most outlive V8's frequent collections, V8 comes to make every one where
 * it seldom collects.
 */
const vpcsKept = 32;

/** The facts of a network's VPCs: each VPC's tables are compiled as seldom as memory allows. */
export const factsOf = oncePer((network: Network) => {
  const indexOf = createIndexes(network);
  const parts = { network, compileAcl: createAclCompiler() };
  return oncePerRecent(vpcsKept, (vpc: NetworkVpc) => createFacts(parts, vpc, indexOf(vpc)));
});
