import type { Account } from '#model/account.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type * as record from '#model/records.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { familyOf } from './addresses.ts';
import {
  type GroupRule,
  type Interface,
  isPrefixList,
  type Topology,
  type VpcName,
  vpcNames,
} from './topology.ts';
import {
  ofFamily,
  peeringId,
  primary,
  toNetworkAcls,
  toRouteTables,
  toSubnets,
  toVpc,
} from './vpc-records.ts';

/*
 * A topology as AWS would describe it: every record a scan of both accounts reads, and nothing left out.
 */

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
