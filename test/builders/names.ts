import { findPaths } from '#classify/find-paths.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { ConnectionPath, Hop } from '#model/path.ts';
import type { HostedZone, ResourceRecordSet, Vpc } from '#model/records.ts';
import type { Scope } from '#model/scope.ts';
import {
  bedrockRuntime,
  configOf,
  endpointRecord,
  networkOf,
  oregon,
  peeringRecord,
  tokyo,
} from './network.ts';

/** The usual host name of the service in Oregon. */
export const hostName = 'bedrock-runtime.us-west-2.amazonaws.com';
/** What AWS made for Oregon's endpoint alone. */
export const ownName = 'vpce-1-abcd1234.bedrock-runtime.us-west-2.vpce.amazonaws.com';
export const zonalName = 'vpce-1-abcd1234-us-west-2a.bedrock-runtime.us-west-2.vpce.amazonaws.com';

const on = { Value: true };

export const vpcOf = (VpcId: string, { accountId }: Scope, fields: Partial<Vpc> = {}): Vpc => ({
  VpcId,
  OwnerId: accountId,
  DhcpOptionsId: 'dopt-1',
  EnableDnsSupport: on,
  EnableDnsHostnames: on,
  ...fields,
});

/** DHCP options that name these servers. */
export const dhcpOf = (...servers: string[]) => ({
  DhcpOptionsId: 'dopt-1',
  DhcpConfigurations: [
    { Key: 'domain-name', Values: [{ Value: 'corp.internal' }] },
    { Key: 'domain-name-servers', Values: servers.map((Value) => ({ Value })) },
  ],
});

/** Everything that decides about names, read, and nothing in it but Resolver's own rule. */
export const nothingSpecial = (vpcId: string, scope: Scope): Inventory => ({
  VpcEndpoints: [],
  VpcPeeringConnections: [peeringRecord()],
  Vpcs: [vpcOf(vpcId, scope)],
  ServiceDetails: [],
  HostedZones: [],
  DhcpOptions: [dhcpOf('AmazonProvidedDNS')],
  ResolverRuleAssociations: [{ Id: 'assoc-own', ResolverRuleId: 'rr-own', VPCId: vpcId, Status: 'COMPLETE' }],
  ResolverRules: [{ Id: 'rr-own', DomainName: '.', RuleType: 'RECURSIVE' }],
  ProfileAssociations: [],
  ProfileResourceAssociations: [],
});

export const bedrockEndpoint = endpointRecord({
  PrivateDnsEnabled: true,
  NetworkInterfaceIds: ['eni-1'],
  DnsEntries: [{ DnsName: ownName }, { DnsName: zonalName }, { DnsName: hostName }],
});

export const oregonInventory = (fields: Inventory = {}): Inventory => ({
  ...nothingSpecial('vpc-oregon', oregon),
  VpcEndpoints: [bedrockEndpoint],
  NetworkInterfaces: [
    {
      NetworkInterfaceId: 'eni-1',
      PrivateIpAddress: '10.2.0.5',
      Ipv6Addresses: [{ Ipv6Address: '2001:db8::5' }],
    },
  ],
  ServiceDetails: [{ ServiceName: bedrockRuntime, Owner: 'amazon', PrivateDnsName: hostName }],
  ...fields,
});

export const tokyoInventory = (fields: Inventory = {}): Inventory => ({
  ...nothingSpecial('vpc-tokyo', tokyo),
  ...fields,
});

/** A record set; what looks like an address or a list is values, any other text an alias. */
export const record = (Name: string, Type: string, target: string | string[]): ResourceRecordSet => ({
  Name,
  Type,
  ...(typeof target === 'string'
    ? { AliasTarget: { DNSName: target, HostedZoneId: 'ZVPCE' } }
    : { ResourceRecords: target.map((Value) => ({ Value })) }),
});

/** A private zone of Tokyo's VPC, with the records that every zone has. */
export const zoneOf = (
  Name: string,
  records: ResourceRecordSet[],
  fields: Partial<HostedZone> = {},
): HostedZone => ({
  HostedZoneId: 'Z1',
  Name,
  Owner: { OwningAccount: tokyo.accountId },
  VPCs: [{ VPCId: 'vpc-tokyo', VPCRegion: tokyo.region }],
  ResourceRecordSets: [record(Name, 'SOA', ['soa.']), record(Name, 'NS', ['ns.']), ...records],
  ...fields,
});

export type Told = { resolves: ConnectionPath['dns']['resolves']; name: string | null; hop: Hop };

const toldOf = ({ dns, hops }: ConnectionPath): Told => {
  const hop = hops.at(-1);
  if (hop?.name !== 'name') throw new Error('the last hop is not the name');
  return { ...dns, hop };
};

const pathsIn = (inventories: ScopedInventory[]) => findPaths(networkOf(...inventories), configOf());

/** What the name comes to in Tokyo's VPC, over the peering. */
export const overPeering = (inTokyo: Inventory = {}, inOregon: Inventory = {}): Told => {
  const path = pathsIn([
    { scope: tokyo, inventory: tokyoInventory(inTokyo) },
    { scope: oregon, inventory: oregonInventory(inOregon) },
  ]).find(({ id }) => id === 'vpc-tokyo/pcx-1/vpce-1');
  if (path === undefined) throw new Error('no path over the peering');
  return toldOf(path);
};

/** What the name comes to in the endpoint's own VPC. */
export const inOwnVpc = (inOregon: Inventory = {}): Told => {
  const path = pathsIn([{ scope: oregon, inventory: oregonInventory(inOregon) }]).find(
    ({ id }) => id === 'vpc-oregon/-/vpce-1',
  );
  if (path === undefined) throw new Error('no path in the VPC');
  return toldOf(path);
};
