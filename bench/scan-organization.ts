import type { Inventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import type { Snapshot } from '#model/snapshot.ts';

/** As many Regions as an account has enabled that never opted in to another. */
const regions = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

const empty: Inventory = { VpcEndpoints: [], VpcPeeringConnections: [], ServiceConfigurations: [] };

/** A VPC with an endpoint to SQS in two subnets, and all that a path through it is judged by. */
const oneEndpoint = ({ accountId, region }: Scope, serial: string): Inventory => {
  const [VpcId, GroupId] = [`vpc-${serial}`, `sg-${serial}`];
  const ServiceName = `com.amazonaws.${region}.sqs`;
  const SubnetIds = [`subnet-a${serial}`, `subnet-b${serial}`];
  const NetworkInterfaceIds = [`eni-a${serial}`, `eni-b${serial}`];
  return {
    ...empty,
    VpcEndpoints: [
      {
        VpcEndpointId: `vpce-${serial}`,
        VpcEndpointType: 'Interface',
        VpcId,
        ServiceName,
        State: 'available',
        OwnerId: accountId,
        SubnetIds,
        NetworkInterfaceIds,
        Groups: [{ GroupId }],
        PrivateDnsEnabled: true,
      },
    ],
    Vpcs: [
      {
        VpcId,
        OwnerId: accountId,
        CidrBlock: '10.0.0.0/16',
        CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } }],
        EnableDnsSupport: { Value: true },
        EnableDnsHostnames: { Value: true },
      },
    ],
    Subnets: SubnetIds.map((SubnetId, index) => ({ SubnetId, VpcId, CidrBlock: `10.0.${index}.0/24` })),
    RouteTables: [
      {
        RouteTableId: `rtb-${serial}`,
        VpcId,
        Associations: [{ Main: true }],
        Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }],
      },
    ],
    NetworkAcls: [
      {
        NetworkAclId: `acl-${serial}`,
        VpcId,
        Associations: SubnetIds.map((SubnetId) => ({ SubnetId })),
        Entries: [false, true].map((Egress) => ({
          RuleNumber: 100,
          Egress,
          Protocol: '-1',
          RuleAction: 'allow',
          CidrBlock: '0.0.0.0/0',
        })),
      },
    ],
    NetworkInterfaces: NetworkInterfaceIds.map((NetworkInterfaceId, index) => ({
      NetworkInterfaceId,
      VpcId,
      ...(SubnetIds[index] === undefined ? {} : { SubnetId: SubnetIds[index] }),
      PrivateIpAddress: `10.0.${index}.10`,
      PrivateIpAddresses: [{ PrivateIpAddress: `10.0.${index}.10`, Primary: true }],
      Groups: [{ GroupId }],
    })),
    SecurityGroups: [
      {
        GroupId,
        VpcId,
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
        ],
      },
    ],
    ServiceDetails: [
      {
        ServiceName,
        Owner: 'amazon',
        ServiceRegion: region,
        ServiceType: [{ ServiceType: 'Interface' }],
        PrivateDnsName: `sqs.${region}.amazonaws.com`,
      },
    ],
    HostedZones: [],
    DhcpOptions: [],
    ResolverRuleAssociations: [],
    ResolverRules: [],
    ProfileAssociations: [],
    ProfileResourceAssociations: [],
    ManagedPrefixLists: [],
    CrossRegionServices: [],
  };
};

/** Where the network account keeps its VPCs. */
const networkRegions: ReadonlySet<string> = new Set([
  'ap-northeast-1',
  'eu-west-1',
  'us-east-1',
  'us-west-2',
]);

/** The lists of several inventories as one. */
const merged = (inventories: readonly Inventory[]): Inventory => {
  const lists = inventories.flatMap((inventory) => Object.entries(inventory));
  const byKey = Map.groupBy(lists, ([key]) => key);
  return Object.fromEntries([...byKey].map(([key, parts]) => [key, parts.flatMap(([, list]) => list)]));
};

/** So many VPCs; what AWS says of the service is the same for all. */
const manyEndpoints = (scope: Scope, serial: string, count: number): Inventory => {
  const all = Array.from({ length: count }, (_, index) => oneEndpoint(scope, `${serial}${index}`));
  return { ...merged(all), ServiceDetails: all[0]?.ServiceDetails };
};

/** The sandbox takes its callers for the first. */
export const firstAccounts = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(100_000_000_000 + index));

export type OrganizationSize = {
  accounts: number;
  /** Every so manieth scope holds a VPC with an endpoint; 0 for none. */
  every: number;
  /** The second account, as one that a network team has, holds so many such VPCs in each of four Regions. */
  networkVpcs: number;
};

/** An organization of so many accounts, each with 17 Regions. */
export const generateOrganization = ({ accounts, every, networkVpcs }: OrganizationSize): Snapshot => {
  const ids = firstAccounts(accounts);
  const scopes = ids.flatMap((accountId) => regions.map((region) => ({ accountId, region })));
  const inventoryOf = (scope: Scope, index: number): Inventory => {
    const serial = index.toString(16).padStart(17, '0');
    if (networkVpcs > 0 && scope.accountId === ids[1] && networkRegions.has(scope.region)) {
      return manyEndpoints(scope, serial, networkVpcs);
    }
    return every > 0 && index % every === 0 ? oneEndpoint(scope, serial) : empty;
  };
  return {
    organization: {
      schemaVersion: 1,
      Accounts: ids.map((Id) => ({ Id, Name: `account-${Id}`, State: 'ACTIVE' })),
    },
    inventories: scopes.map((scope, index) => ({ scope, inventory: inventoryOf(scope, index) })),
  };
};

const vpcsOf = (scopes: readonly { vpcs: number }[]): number =>
  scopes.reduce((sum, { vpcs }) => sum + vpcs, 0);

/** What says how often AWS has to be asked at the least. */
export const countOrganization = ({ inventories }: Snapshot) => {
  const scopes = inventories.map(({ scope, inventory: { Vpcs = [] } }) => ({ ...scope, vpcs: Vpcs.length }));
  const perAccount = Map.groupBy(scopes, ({ accountId }) => accountId);
  return {
    scopes: scopes.length,
    /** Scopes that hold an endpoint. */
    withEndpoints: scopes.filter(({ vpcs }) => vpcs > 0).length,
    vpcs: vpcsOf(scopes),
    /** VPCs of the account that has the most: its calls to Route 53 share one bucket. */
    mostVpcs: Math.max(...[...perAccount.values()].map(vpcsOf)),
  };
};
