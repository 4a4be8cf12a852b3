import type { Inventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import type { Snapshot } from '#model/snapshot.ts';

export const hub = '111111111111';
export const member = '222222222222';
export const outsider = '999999999999';
export const hubOregon: Scope = { accountId: hub, region: 'us-west-2' };
export const hubTokyo: Scope = { accountId: hub, region: 'ap-northeast-1' };
export const memberOregon: Scope = { accountId: member, region: 'us-west-2' };

const numbered = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index));

/** Every kind of record once or more, and enough route tables and entries for a second page. */
export const fullInventory: Inventory = {
  VpcEndpoints: numbered(7, (index) => ({
    VpcEndpointId: `vpce-${index}`,
    VpcEndpointType: 'Interface',
    VpcId: index < 4 ? 'vpc-a' : 'vpc-b',
    ServiceName: index === 0 ? 'com.amazonaws.us-west-2.bedrock-runtime' : 'com.amazonaws.us-west-2.sqs',
    State: 'available',
    Groups: [{ GroupId: 'sg-a', GroupName: '<odd> & "name"' }],
    DnsEntries: [],
    PrivateDnsEnabled: true,
    CreationTimestamp: '2026-01-02T03:04:05.000Z',
    FieldOfTheFuture: { kept: 'in the snapshot' },
  })),
  VpcPeeringConnections: [
    {
      VpcPeeringConnectionId: 'pcx-1',
      Status: { Code: 'active' },
      ExpirationTime: '2026-01-02T03:04:05.000Z',
    },
  ],
  ServiceConfigurations: [
    {
      ServiceId: 'vpce-svc-1',
      ServiceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-1',
      AllowedPrincipals: [
        { PrincipalType: 'All', Principal: '*', ServiceId: 'vpce-svc-1' },
        ...numbered(5, (index) => ({
          PrincipalType: 'Role',
          Principal: `arn:aws:iam::${member}:role/r${index}`,
        })),
      ],
    },
    { ServiceId: 'vpce-svc-2', ServiceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-2' },
  ],
  VpcEndpointConnections: [
    {
      VpcEndpointId: 'vpce-9',
      ServiceId: 'vpce-svc-1',
      VpcEndpointOwner: member,
      VpcEndpointState: 'available',
      VpcEndpointRegion: 'eu-west-1',
      CreationTimestamp: '2026-01-02T03:04:05.000Z',
    },
    {
      VpcEndpointId: 'vpce-10',
      ServiceId: 'vpce-svc-2',
      VpcEndpointOwner: outsider,
      VpcEndpointState: 'pendingAcceptance',
    },
  ],
  Vpcs: [{ VpcId: 'vpc-a', CidrBlock: '10.0.0.0/16' }, { VpcId: 'vpc-b' }],
  Subnets: [
    { SubnetId: 'subnet-a', VpcId: 'vpc-a' },
    { SubnetId: 'subnet-b', VpcId: 'vpc-b' },
  ],
  RouteTables: numbered(103, (index) => ({ RouteTableId: `rtb-${index}`, VpcId: 'vpc-a', Routes: [] })),
  NetworkAcls: [
    {
      NetworkAclId: 'acl-a',
      VpcId: 'vpc-a',
      Entries: [{ RuleNumber: 100, Egress: false, Protocol: '6', PortRange: { From: 443, To: 443 } }],
    },
  ],
  NetworkInterfaces: [
    { NetworkInterfaceId: 'eni-a', VpcId: 'vpc-a', Groups: [{ GroupId: 'sg-a' }, { GroupId: 'sg-b' }] },
    { NetworkInterfaceId: 'eni-b', VpcId: 'vpc-b', Groups: [{ GroupId: 'sg-c' }] },
  ],
  SecurityGroups: [
    { GroupId: 'sg-a', VpcId: 'vpc-a' },
    { GroupId: 'sg-b', VpcId: 'vpc-b' },
  ],
  ServiceDetails: [
    {
      ServiceName: 'com.amazonaws.us-west-2.sqs',
      Owner: 'amazon',
      ServiceType: [{ ServiceType: 'Interface' }],
    },
    {
      ServiceName: 'com.amazonaws.us-west-2.s3',
      Owner: 'amazon',
      ServiceType: [{ ServiceType: 'Gateway' }],
      ServiceRegion: 'us-west-2',
    },
    {
      ServiceName: 'com.amazonaws.us-east-1.s3',
      Owner: 'amazon',
      ServiceType: [{ ServiceType: 'Interface' }],
      ServiceRegion: 'us-east-1',
    },
  ],
  CrossRegionServices: [
    { ServiceRegion: 'us-east-1', ServiceNames: ['com.amazonaws.iam', 'com.amazonaws.us-east-1.s3'] },
  ],
  ManagedPrefixLists: [
    {
      PrefixListId: 'pl-a',
      PrefixListName: 'com.amazonaws.us-west-2.s3',
      Entries: numbered(101, (index) => ({ Cidr: `10.0.${index}.0/24` })),
    },
    { PrefixListId: 'pl-b' },
  ],
  HostedZones: [
    {
      HostedZoneId: 'Z1',
      Name: 'example.internal.',
      Owner: { OwningAccount: hub },
      VPCs: [{ VPCId: 'vpc-a', VPCRegion: 'us-west-2' }],
      ResourceRecordSets: [
        { Name: 'www.example.internal.', Type: 'A', ResourceRecords: [{ Value: '10.0.0.1' }] },
        { Name: 'example.internal.', Type: 'NS', ResourceRecords: [{ Value: 'ns.' }] },
        { Name: 'a.www.example.internal.', Type: 'A', ResourceRecords: [{ Value: '10.0.0.2' }] },
        { Name: 'www.example.internal.', Type: 'AAAA', ResourceRecords: [{ Value: '::1' }] },
        { Name: 'example-b.internal.', Type: 'A', ResourceRecords: [{ Value: '10.0.0.3' }] },
      ],
    },
    {
      HostedZoneId: 'Z2',
      Name: 'other.internal.',
      Owner: { OwningAccount: outsider },
      VPCs: [{ VPCId: 'vpc-a', VPCRegion: 'us-west-2' }],
    },
  ],
};

/** A hub with a full inventory in Oregon and an empty Region in Tokyo, and a member in Oregon. */
export const snapshotOf = (oregon: Inventory = fullInventory): Snapshot => ({
  organization: {
    schemaVersion: 1,
    Accounts: [
      { Id: hub, Name: 'hub', State: 'ACTIVE' },
      { Id: member, Name: 'member', State: 'ACTIVE' },
      { Id: '333333333333', Name: 'suspended', State: 'SUSPENDED' },
    ],
  },
  inventories: [
    { scope: hubOregon, inventory: oregon },
    { scope: hubTokyo, inventory: { VpcEndpoints: [], VpcPeeringConnections: [] } },
    { scope: memberOregon, inventory: { VpcEndpoints: [{ VpcEndpointId: 'vpce-member' }] } },
  ],
});
