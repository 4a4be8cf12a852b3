import type * as record from '#model/records.ts';
import { familyOf } from './addresses.ts';
import { type AclEntry, isPrefixList, type Route, type TopologyVpc } from './topology.ts';

/*
 * What AWS would describe of a VPC's own: subnets, route tables and network ACLs.
 */

export const peeringId = 'pcx-1';

export const ofFamily = (cidrs: readonly string[], family: 'ipv4' | 'ipv6') =>
  cidrs.filter((cidr) => familyOf(cidr) === family);

export const primary = (cidrs: readonly string[]) => ofFamily(cidrs, 'ipv4')[0]!;

const ipv6Associations = (cidrs: readonly string[]) =>
  ofFamily(cidrs, 'ipv6').map((Ipv6CidrBlock) => ({
    Ipv6CidrBlock,
    Ipv6CidrBlockState: { State: 'associated' },
  }));

export const toVpc = ({ id, cidrs }: TopologyVpc, OwnerId: string): record.Vpc => ({
  VpcId: id,
  OwnerId,
  CidrBlock: primary(cidrs),
  CidrBlockAssociationSet: ofFamily(cidrs, 'ipv4').map((CidrBlock) => ({
    CidrBlock,
    CidrBlockState: { State: 'associated' },
  })),
  Ipv6CidrBlockAssociationSet: ipv6Associations(cidrs),
});

export const toSubnets = ({ id, subnets }: TopologyVpc, OwnerId: string): record.Subnet[] =>
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

export const toRouteTables = ({ id, tables, subnets }: TopologyVpc, OwnerId: string): record.RouteTable[] =>
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
export const toNetworkAcls = ({ id, acls, subnets }: TopologyVpc, OwnerId: string): record.NetworkAcl[] =>
  acls.map((entries, index) => ({
    NetworkAclId: `acl-${id}-${index}`,
    VpcId: id,
    OwnerId,
    IsDefault: index === 0,
    Entries: [...lastEntries, ...entries.map(toAclEntry).toReversed()],
    Associations: subnets.filter(({ acl }) => acl === index).map((subnet) => ({ SubnetId: subnet.id })),
  }));
