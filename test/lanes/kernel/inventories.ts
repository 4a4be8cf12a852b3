import type { Account } from '#model/account.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type * as record from '#model/records.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { familyOf } from './addresses.ts';
import {
  type AclEntry,
  type GroupRule,
  type Interface,
  isPrefixList,
  type Route,
  type Topology,
  type TopologyVpc,
  type VpcName,
  vpcNames,
} from './topology.ts';

/*
 * A topology as AWS would describe it: every record a scan of both accounts reads, and nothing left out.
 */

const peeringId = 'pcx-1';
const endpointId = 'vpce-1';

/** Where each VPC is. */
const scopesOf = ({ peering }: Topology): Record<VpcName, Scope> => ({
  consumer: {
    accountId: peering.isOneAccount ? '222222222222' : '111111111111',
    region: peering.isOneRegion ? 'us-west-2' : 'ap-northeast-1',
  },
  endpoint: { accountId: '222222222222', region: 'us-west-2' },
});

export const accounts: Account[] = ['111111111111', '222222222222'].map((Id) => ({ Id, State: 'ACTIVE' }));

const ofFamily = (cidrs: readonly string[], family: 'ipv4' | 'ipv6') =>
  cidrs.filter((cidr) => familyOf(cidr) === family);

const primary = (cidrs: readonly string[]) => ofFamily(cidrs, 'ipv4')[0]!;

const ipv6Associations = (cidrs: readonly string[]) =>
  ofFamily(cidrs, 'ipv6').map((Ipv6CidrBlock) => ({
    Ipv6CidrBlock,
    Ipv6CidrBlockState: { State: 'associated' },
  }));

const toVpc = ({ id, cidrs }: TopologyVpc, OwnerId: string): record.Vpc => ({
  VpcId: id,
  OwnerId,
  CidrBlock: primary(cidrs),
  CidrBlockAssociationSet: ofFamily(cidrs, 'ipv4').map((CidrBlock) => ({
    CidrBlock,
    CidrBlockState: { State: 'associated' },
  })),
  Ipv6CidrBlockAssociationSet: ipv6Associations(cidrs),
});

const toSubnets = ({ id, subnets }: TopologyVpc, OwnerId: string): record.Subnet[] =>
  subnets.map((subnet) => ({
    SubnetId: subnet.id,
    VpcId: id,
    OwnerId,
    CidrBlock: primary(subnet.cidrs),
    Ipv6CidrBlockAssociationSet: ipv6Associations(subnet.cidrs),
  }));

const destination = (to: string): record.Route => {
  if (isPrefixList(to)) return { DestinationPrefixListId: to };
  return familyOf(to) === 'ipv4' ? { DestinationCidrBlock: to } : { DestinationIpv6CidrBlock: to };
};

const gateway = (to: string): record.Route =>
  familyOf(to) === 'ipv4' ? { GatewayId: 'igw-1' } : { EgressOnlyInternetGatewayId: 'eigw-1' };

const targetOf = ({ target, to }: Route): record.Route =>
  ({
    local: { GatewayId: 'local' },
    peering: { VpcPeeringConnectionId: peeringId },
    'other-peering': { VpcPeeringConnectionId: 'pcx-2' },
    'internet-gateway': gateway(to),
    'network-interface': { NetworkInterfaceId: 'eni-middlebox' },
    'virtual-gateway': { GatewayId: 'vgw-1' },
  })[target];

const originOf = ({ target, origin }: Route): string => {
  if (target === 'local') return 'CreateRouteTable';
  return origin === 'static' ? 'CreateRoute' : 'EnableVgwRoutePropagation';
};

const toRoute = (route: Route): record.Route => ({
  ...destination(route.to),
  ...targetOf(route),
  State: route.state,
  Origin: originOf(route),
});

const toRouteTables = ({ id, tables, subnets }: TopologyVpc, OwnerId: string): record.RouteTable[] =>
  tables.map((routes, index) => ({
    RouteTableId: `rtb-${id}-${index}`,
    VpcId: id,
    OwnerId,
    Routes: routes.map(toRoute),
    Associations: [
      ...(index === 0 ? [{ Main: true }] : []),
      ...subnets
        .filter(({ table }) => table === index)
        .map((subnet) => ({ Main: false, SubnetId: subnet.id })),
    ],
  }));

const protocols = { all: '-1', tcp: '6', udp: '17' } as const;

const cidrField = (cidr: string) =>
  familyOf(cidr) === 'ipv4' ? { CidrBlock: cidr } : { Ipv6CidrBlock: cidr };

const toAclEntry = (entry: AclEntry, index: number): record.NetworkAclEntry => ({
  RuleNumber: 100 + index,
  RuleAction: entry.action,
  Egress: entry.direction === 'out',
  Protocol: protocols[entry.protocol],
  ...(entry.protocol === 'all' ? {} : { PortRange: { From: entry.ports[0], To: entry.ports[1] } }),
  ...cidrField(entry.cidr),
});

/** The entries that AWS shows as `*`. */
const lastEntries: record.NetworkAclEntry[] = [true, false].flatMap((Egress) =>
  ['0.0.0.0/0', '::/0'].map((cidr, index) => ({
    RuleNumber: 32_767 + index,
    RuleAction: 'deny',
    Egress,
    Protocol: '-1',
    ...cidrField(cidr),
  })),
);

/** The last entries come first, since AWS promises no order: the numbers have it. */
const toNetworkAcls = ({ id, acls, subnets }: TopologyVpc, OwnerId: string): record.NetworkAcl[] =>
  acls.map((entries, index) => ({
    NetworkAclId: `acl-${id}-${index}`,
    VpcId: id,
    OwnerId,
    IsDefault: index === 0,
    Entries: [...lastEntries, ...entries.map(toAclEntry).toReversed()],
    Associations: subnets.filter(({ acl }) => acl === index).map((subnet) => ({ SubnetId: subnet.id })),
  }));

const sourceOf = (source: string): record.IpPermission => {
  if (isPrefixList(source)) return { PrefixListIds: [{ PrefixListId: source }] };
  return familyOf(source) === 'ipv4'
    ? { IpRanges: [{ CidrIp: source }] }
    : { Ipv6Ranges: [{ CidrIpv6: source }] };
};

const toPermission = ({ protocol, ports, source }: GroupRule): record.IpPermission => ({
  IpProtocol: protocol === 'all' ? '-1' : protocol,
  ...(protocol === 'all' ? {} : { FromPort: ports[0], ToPort: ports[1] }),
  IpRanges: [],
  Ipv6Ranges: [],
  PrefixListIds: [],
  UserIdGroupPairs: [],
  ...sourceOf(source),
});

const groupIds = ({ groups }: Topology): string[] => groups.map((_, index) => `sg-${index}`);

const toGroups = (topology: Topology, OwnerId: string): record.SecurityGroup[] =>
  topology.groups.map((rules, index) => ({
    GroupId: `sg-${index}`,
    VpcId: topology.endpoint.id,
    OwnerId,
    IpPermissions: rules.map(toPermission),
    IpPermissionsEgress: [],
  }));

const addressFields = ({ addresses }: Interface): Partial<record.NetworkInterface> => {
  const [ipv4] = ofFamily(addresses, 'ipv4');
  return {
    ...(ipv4 === undefined
      ? {}
      : { PrivateIpAddress: ipv4, PrivateIpAddresses: [{ PrivateIpAddress: ipv4 }] }),
    Ipv6Addresses: ofFamily(addresses, 'ipv6').map((Ipv6Address) => ({ Ipv6Address })),
  };
};

const toInterfaces = (topology: Topology, OwnerId: string): record.NetworkInterface[] =>
  topology.interfaces.map((entry) => ({
    NetworkInterfaceId: entry.id,
    VpcId: topology.endpoint.id,
    SubnetId: topology.endpoint.subnets[entry.subnet]!.id,
    OwnerId,
    Groups: groupIds(topology).map((GroupId) => ({ GroupId })),
    Status: 'in-use',
    ...addressFields(entry),
  }));

/** An endpoint's type says which families it has. */
const addressType = ({ interfaces }: Topology): string => {
  const families = new Set(interfaces.flatMap(({ addresses }) => addresses.map(familyOf)));
  if (families.size === 2) return 'dualstack';
  return families.has('ipv6') ? 'ipv6' : 'ipv4';
};

const toEndpoint = (topology: Topology, OwnerId: string): record.VpcEndpoint => ({
  VpcEndpointId: endpointId,
  VpcEndpointType: 'Interface',
  VpcId: topology.endpoint.id,
  ServiceName: `com.amazonaws.us-west-2.${topology.service.part}`,
  ServiceRegion: 'us-west-2',
  State: 'available',
  OwnerId,
  SubnetIds: [...new Set(topology.interfaces.map(({ subnet }) => topology.endpoint.subnets[subnet]!.id))],
  NetworkInterfaceIds: topology.interfaces.map(({ id }) => id),
  Groups: groupIds(topology).map((GroupId) => ({ GroupId })),
  IpAddressType: addressType(topology),
});

/** AWS tells the CIDRs of an active peering only. */
const toSide = (
  topology: Topology,
  name: VpcName,
): NonNullable<record.VpcPeeringConnection['RequesterVpcInfo']> => {
  const { accountId, region } = scopesOf(topology)[name];
  const { id, cidrs } = topology[name];
  return {
    OwnerId: accountId,
    Region: region,
    VpcId: id,
    ...(topology.peering.isActive
      ? {
          CidrBlock: primary(cidrs),
          CidrBlockSet: ofFamily(cidrs, 'ipv4').map((CidrBlock) => ({ CidrBlock })),
          Ipv6CidrBlockSet: ofFamily(cidrs, 'ipv6').map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })),
        }
      : {}),
  };
};

const toPeering = (topology: Topology): record.VpcPeeringConnection => {
  const { requester, isActive } = topology.peering;
  return {
    VpcPeeringConnectionId: peeringId,
    Status: { Code: isActive ? 'active' : 'pending-acceptance' },
    RequesterVpcInfo: toSide(topology, requester),
    AccepterVpcInfo: toSide(topology, requester === 'consumer' ? 'endpoint' : 'consumer'),
  };
};

/** Each side has every list: a customer's own lists are shared with whom they are meant for. */
const toPrefixLists = ({ prefixLists }: Topology): record.ManagedPrefixList[] =>
  Object.entries(prefixLists).map(([PrefixListId, entries]) => ({
    PrefixListId,
    AddressFamily: entries.some((cidr) => familyOf(cidr) === 'ipv6') ? 'IPv6' : 'IPv4',
    Entries: entries.map((Cidr) => ({ Cidr })),
  }));

const inventoryOf = (topology: Topology, names: readonly VpcName[], { accountId }: Scope): Inventory => {
  const vpcs = names.map((name) => topology[name]);
  const isProvider = names.includes('endpoint');
  return {
    VpcEndpoints: isProvider ? [toEndpoint(topology, accountId)] : [],
    VpcPeeringConnections: [toPeering(topology)],
    ServiceConfigurations: [],
    Vpcs: vpcs.map((vpc) => toVpc(vpc, accountId)),
    Subnets: vpcs.flatMap((vpc) => toSubnets(vpc, accountId)),
    RouteTables: vpcs.flatMap((vpc) => toRouteTables(vpc, accountId)),
    NetworkAcls: vpcs.flatMap((vpc) => toNetworkAcls(vpc, accountId)),
    NetworkInterfaces: isProvider ? toInterfaces(topology, accountId) : [],
    SecurityGroups: isProvider ? toGroups(topology, accountId) : [],
    ServiceDetails: [],
    CrossRegionServices: [],
    ManagedPrefixLists: toPrefixLists(topology),
    HostedZones: [],
  };
};

/** The inventory of each scope that the topology is in. */
export const toInventories = (topology: Topology): ScopedInventory[] => {
  const scopes = scopesOf(topology);
  return [...Map.groupBy(vpcNames, (name) => scopeKey(scopes[name])).values()].map((names) => {
    const scope = scopes[names[0]!];
    return { scope, inventory: inventoryOf(topology, names, scope) };
  });
};
