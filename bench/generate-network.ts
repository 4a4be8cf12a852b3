import type { Account } from '#model/account.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import { type Scope, scopeKey } from '#model/scope.ts';

/** An organization of any size, always the same for the same size: 2 endpoints and 4 routes a VPC, 2 peerings for 5 VPCs. */
export type Generated = {
  accounts: Account[];
  inventories: ScopedInventory[];
  counts: { endpoints: number; peerings: number; routes: number };
};

const regions = ['ap-northeast-1', 'us-west-2', 'us-east-1', 'eu-west-1'];
const services = ['bedrock-runtime', 'kms', 'secretsmanager', 's3', 'ecr.api'];
const vpcsPerScope = 250;

const hex = (n: number): string => n.toString(16).padStart(17, '0');
const octets = (n: number): string => `10.${(n >> 8) & 255}.${n & 255}`;

const scopeOf = (vpc: number): Scope => {
  const scope = Math.floor(vpc / vpcsPerScope);
  const account = 100_000_000_000 + Math.floor(scope / regions.length);
  return { accountId: String(account), region: regions[scope % regions.length] ?? '' };
};

/** Peering `k` joins VPC 2k to VPC 2k+1 of the next scope round, so that most of them cross Regions. */
const peeringOf = (k: number, vpcs: number): [number, number] => [
  (2 * k) % vpcs,
  (2 * k + 1 + vpcsPerScope) % vpcs,
];

const side = (vpc: number) => {
  const { accountId, region } = scopeOf(vpc);
  return { OwnerId: accountId, Region: region, VpcId: `vpc-${hex(vpc)}`, CidrBlock: `${octets(vpc)}.0/24` };
};

const allowAll = (Egress: boolean) => ({
  RuleNumber: 100,
  RuleAction: 'allow',
  Protocol: '-1',
  CidrBlock: '0.0.0.0/0',
  Egress,
});

/** Records of the zone that all VPCs of a scope resolve names by, each of which gives an endpoint of the scope. */
const recordsPerZone = 4;

/** What is the same for all VPCs of a scope, of which `vpc` is the first: all reads are there, most of them empty. */
const scopeRecords = (scope: Scope, vpc: number, vpcs: number): Inventory => {
  const { accountId, region } = scope;
  const served = Array.from({ length: Math.min(vpcsPerScope, vpcs - vpc) }, (_, index) => vpc + index);
  const records = served.slice(0, recordsPerZone).map((target, index) => ({
    Name: `service-${index}.bench.internal.`,
    Type: 'CNAME',
    ResourceRecords: [{ Value: `vpce-${hex(target * 2)}-0a1b2c3d.kms.${region}.vpce.amazonaws.com` }],
  }));
  return {
    ServiceConfigurations: [],
    VpcEndpointConnections: [],
    ServiceDetails: services.map((name) => ({
      ServiceName: `com.amazonaws.${region}.${name}`,
      Owner: 'amazon',
      ServiceRegion: region,
      ServiceType: [{ ServiceType: 'Interface' }],
    })),
    CrossRegionServices: [],
    ManagedPrefixLists: [],
    HostedZones: [
      {
        HostedZoneId: `Z${hex(vpc)}`,
        Name: 'bench.internal.',
        Owner: { OwningAccount: accountId },
        VPCs: served.map((one) => ({ VPCId: `vpc-${hex(one)}`, VPCRegion: region })),
        ResourceRecordSets: records,
      },
    ],
    DhcpOptions: [],
    ResolverRuleAssociations: [],
    ResolverRules: [],
    ProfileAssociations: [],
    ProfileResourceAssociations: [],
  };
};

const add = (inventory: Inventory, records: Inventory): void => {
  for (const [key, list] of Object.entries(records)) {
    const held = (inventory[key] ??= []);
    if (Array.isArray(held) && Array.isArray(list)) held.push(...list);
  }
};

const vpcRecords = (vpc: number, peers: readonly { id: string; peer: number }[]): Inventory => {
  const { accountId, region } = scopeOf(vpc);
  const [VpcId, OwnerId] = [`vpc-${hex(vpc)}`, accountId];
  const subnets = [0, 1].map((i) => ({
    SubnetId: `subnet-${hex(vpc * 2 + i)}`,
    VpcId,
    OwnerId,
    CidrBlock: `${octets(vpc)}.${i * 128}/25`,
    AvailabilityZone: `${region}${'ab'[i]}`,
  }));
  const local = { DestinationCidrBlock: `${octets(vpc)}.0/24`, GatewayId: 'local', State: 'active' };
  const toPeers = peers.map(({ id, peer }) => ({
    DestinationCidrBlock: `${octets(peer)}.0/24`,
    VpcPeeringConnectionId: id,
    Origin: 'CreateRoute',
    State: 'active',
  }));
  const others = Array.from({ length: Math.max(0, 3 - peers.length) }, (_, i) => ({
    DestinationCidrBlock: `172.16.${i}.0/24`,
    TransitGatewayId: 'tgw-1',
    State: 'active',
  }));
  return {
    Vpcs: [{ VpcId, OwnerId, CidrBlock: `${octets(vpc)}.0/24` }],
    Subnets: subnets,
    RouteTables: [
      {
        RouteTableId: `rtb-${hex(vpc)}`,
        VpcId,
        OwnerId,
        Routes: [local, ...toPeers, ...others],
        Associations: [{ Main: true }],
      },
    ],
    NetworkAcls: [
      {
        NetworkAclId: `acl-${hex(vpc)}`,
        VpcId,
        OwnerId,
        IsDefault: true,
        Entries: [allowAll(true), allowAll(false)],
        Associations: subnets.map(({ SubnetId }) => ({ SubnetId })),
      },
    ],
    SecurityGroups: [
      {
        GroupId: `sg-${hex(vpc)}`,
        VpcId,
        OwnerId,
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
        ],
      },
    ],
    ...endpointRecords(
      vpc,
      subnets.map(({ SubnetId }) => SubnetId),
    ),
  };
};

const endpointRecords = (vpc: number, subnetIds: readonly string[]): Inventory => {
  const { accountId, region } = scopeOf(vpc);
  const [VpcId, OwnerId] = [`vpc-${hex(vpc)}`, accountId];
  const endpoints = [0, 1].map((i) => {
    const id = hex(vpc * 2 + i);
    const ServiceName = `com.amazonaws.${region}.${services[(vpc + i) % services.length]}`;
    return { id, i, ServiceName };
  });
  return {
    VpcEndpoints: endpoints.map(({ id, i, ServiceName }) => ({
      VpcEndpointId: `vpce-${id}`,
      VpcEndpointType: 'Interface',
      VpcId,
      OwnerId,
      ServiceName,
      ServiceRegion: region,
      State: 'available',
      SubnetIds: subnetIds.slice(i, i + 1),
      NetworkInterfaceIds: [`eni-${id}`],
      Groups: [{ GroupId: `sg-${hex(vpc)}` }],
    })),
    NetworkInterfaces: endpoints.map(({ id, i }) => ({
      NetworkInterfaceId: `eni-${id}`,
      VpcId,
      OwnerId,
      ...(subnetIds[i] === undefined ? {} : { SubnetId: subnetIds[i] }),
      Groups: [{ GroupId: `sg-${hex(vpc)}` }],
      PrivateIpAddress: `${octets(vpc)}.${i * 128 + 10}`,
      PrivateIpAddresses: [{ PrivateIpAddress: `${octets(vpc)}.${i * 128 + 10}` }],
    })),
  };
};

/** `vpcs` is rounded to whole scopes. */
export const generateNetwork = (vpcs: number): Generated => {
  const peeringCount = Math.round(vpcs * 0.4);
  const inventories = new Map<string, ScopedInventory>();
  const inventoryOf = (vpc: number): Inventory => {
    const scope = scopeOf(vpc);
    const held = inventories.get(scopeKey(scope)) ?? {
      scope,
      inventory: scopeRecords(scope, vpc - (vpc % vpcsPerScope), vpcs),
    };
    inventories.set(scopeKey(scope), held);
    return held.inventory;
  };
  const peersOf = new Map<number, { id: string; peer: number }[]>();
  for (let k = 0; k < peeringCount; k += 1) {
    const [a, b] = peeringOf(k, vpcs);
    const id = `pcx-${hex(k)}`;
    peersOf.set(a, [...(peersOf.get(a) ?? []), { id, peer: b }]);
    peersOf.set(b, [...(peersOf.get(b) ?? []), { id, peer: a }]);
    const record = {
      VpcPeeringConnectionId: id,
      RequesterVpcInfo: side(a),
      AccepterVpcInfo: side(b),
      Status: { Code: 'active' },
    };
    for (const vpc of [a, b]) add(inventoryOf(vpc), { VpcPeeringConnections: [record] });
  }
  let routes = 0;
  for (let vpc = 0; vpc < vpcs; vpc += 1) {
    const records = vpcRecords(vpc, peersOf.get(vpc) ?? []);
    routes += records.RouteTables?.[0]?.Routes?.length ?? 0;
    add(inventoryOf(vpc), records);
  }
  const list = [...inventories.values()];
  const accounts = [...new Set(list.map(({ scope }) => scope.accountId))].map((Id) => ({ Id }));
  return { accounts, inventories: list, counts: { endpoints: vpcs * 2, peerings: peeringCount, routes } };
};
