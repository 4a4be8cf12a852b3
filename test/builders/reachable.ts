import type { Inventory } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import type {
  IpPermission,
  NetworkAcl,
  NetworkInterface,
  Route,
  RouteTable,
  SecurityGroup,
  Subnet,
} from '#model/records.ts';
import { endpointRecord, inventoryOf, oregon, pathsOf, peeringRecord, tokyo } from './network.ts';

/*
 * Tokyo's VPC 10.1.0.0/16 (two subnets, one of them dual-stack) and Oregon's 10.2.0.0/16, where the endpoint has an
 * interface in each of two subnets: a path that works. Tests break it.
 */
export const subnet = (SubnetId: string, VpcId: string, CidrBlock: string, ipv6?: string): Subnet => ({
  SubnetId,
  VpcId,
  CidrBlock,
  ...(ipv6 === undefined
    ? {}
    : {
        Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: ipv6, Ipv6CidrBlockState: { State: 'associated' } }],
      }),
});

export const routeTo = (DestinationCidrBlock: string, target: Partial<Route>): Route => ({
  DestinationCidrBlock,
  State: 'active',
  Origin: 'CreateRoute',
  ...target,
});

export const viaPeering = { VpcPeeringConnectionId: 'pcx-1' };

export const mainTable = (RouteTableId: string, VpcId: string, Routes: Route[]): RouteTable => ({
  RouteTableId,
  VpcId,
  Routes,
  Associations: [{ Main: true }],
});

export const openAcl = (NetworkAclId: string, VpcId: string, subnetIds: string[]): NetworkAcl => ({
  NetworkAclId,
  VpcId,
  Entries: [true, false].flatMap((Egress) => [
    { RuleNumber: 100, Egress, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
    { RuleNumber: 101, Egress, Protocol: '-1', RuleAction: 'allow', Ipv6CidrBlock: '::/0' },
    { RuleNumber: 32_767, Egress, Protocol: '-1', RuleAction: 'deny', CidrBlock: '0.0.0.0/0' },
  ]),
  Associations: subnetIds.map((SubnetId) => ({ SubnetId })),
});

export const httpsFrom = (...cidrs: string[]): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: 443,
  ToPort: 443,
  IpRanges: cidrs.map((CidrIp) => ({ CidrIp })),
});

export const group = (GroupId: string, ...IpPermissions: IpPermission[]): SecurityGroup => ({
  GroupId,
  IpPermissions,
});

export const networkInterface = (
  NetworkInterfaceId: string,
  SubnetId: string,
  PrivateIpAddress: string,
): NetworkInterface => ({
  NetworkInterfaceId,
  VpcId: 'vpc-oregon',
  SubnetId,
  PrivateIpAddress,
  PrivateIpAddresses: [{ PrivateIpAddress }],
  Groups: [{ GroupId: 'sg-endpoint' }],
});

export const tokyoInventory = (): Inventory => ({
  VpcEndpoints: [],
  VpcPeeringConnections: [peeringRecord()],
  Vpcs: [{ VpcId: 'vpc-tokyo', OwnerId: '111111111111', CidrBlock: '10.1.0.0/16' }],
  Subnets: [subnet('subnet-a', 'vpc-tokyo', '10.1.0.0/24'), subnet('subnet-b', 'vpc-tokyo', '10.1.1.0/24')],
  RouteTables: [
    mainTable('rtb-tokyo', 'vpc-tokyo', [
      routeTo('10.1.0.0/16', { GatewayId: 'local', Origin: 'CreateRouteTable' }),
      routeTo('10.2.0.0/16', viaPeering),
    ]),
  ],
  NetworkAcls: [openAcl('acl-tokyo', 'vpc-tokyo', ['subnet-a', 'subnet-b'])],
  NetworkInterfaces: [],
  SecurityGroups: [],
  ManagedPrefixLists: [],
});

export const oregonInventory = (): Inventory => ({
  VpcEndpoints: [
    endpointRecord({
      NetworkInterfaceIds: ['eni-1', 'eni-2'],
      SubnetIds: ['subnet-x', 'subnet-y'],
      Groups: [{ GroupId: 'sg-endpoint' }],
      IpAddressType: 'ipv4',
    }),
  ],
  VpcPeeringConnections: [peeringRecord()],
  Vpcs: [{ VpcId: 'vpc-oregon', OwnerId: '222222222222', CidrBlock: '10.2.0.0/16' }],
  Subnets: [subnet('subnet-x', 'vpc-oregon', '10.2.0.0/24'), subnet('subnet-y', 'vpc-oregon', '10.2.1.0/24')],
  RouteTables: [
    mainTable('rtb-oregon', 'vpc-oregon', [
      routeTo('10.2.0.0/16', { GatewayId: 'local', Origin: 'CreateRouteTable' }),
      routeTo('10.1.0.0/16', viaPeering),
    ]),
  ],
  NetworkAcls: [openAcl('acl-oregon', 'vpc-oregon', ['subnet-x', 'subnet-y'])],
  NetworkInterfaces: [
    networkInterface('eni-1', 'subnet-x', '10.2.0.10'),
    networkInterface('eni-2', 'subnet-y', '10.2.1.10'),
  ],
  SecurityGroups: [group('sg-endpoint', httpsFrom('10.1.0.0/16'))],
  ManagedPrefixLists: [],
});

/** Some keys of an inventory, replaced; undefined ones were not read. */
export type Change = Partial<Inventory>;
export type Sides = { tokyo?: Change; oregon?: Change };

/** The path `id` of that network with what each side changes. */
export const pathOf = (changes: Sides, id = 'vpc-tokyo/pcx-1/vpce-1'): ConnectionPath => {
  const paths = pathsOf([
    inventoryOf(tokyo, { ...tokyoInventory(), ...changes.tokyo }),
    inventoryOf(oregon, { ...oregonInventory(), ...changes.oregon }),
  ]);
  const path = paths.find((candidate) => candidate.id === id);
  if (path === undefined) throw new Error(`no path ${id}`);
  // The name is told beside the verdict, and has tests of its own.
  return { ...path, hops: path.hops.filter(({ name }) => name !== 'name') };
};
