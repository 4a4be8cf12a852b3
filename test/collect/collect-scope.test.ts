import { beforeAll, describe, expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { type Inventory, type InventoryKey, operations } from '#model/inventory.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import type { Snapshot } from '#model/snapshot.ts';
import { sortInventory } from '#model/sort-inventory.ts';
import type { FaultRule } from '#sandbox/faults/plan.ts';
import { collectorOf, hubAccount as hub, snapshotOfScopes } from '#test/builders/collector.ts';

const oregon: Scope = { accountId: hub, region: 'us-west-2' };
const virginia: Scope = { accountId: hub, region: 'us-east-1' };
const tokyo: Scope = { accountId: '222222222222', region: 'ap-northeast-1' };

const organizationOf = (...inventories: [Scope, Inventory][]): Snapshot =>
  snapshotOfScopes([tokyo.accountId], ...inventories);

/** As a live read tells it: times to the millisecond. */
const asRead = (inventory: Inventory): Inventory =>
  sortInventory(
    JSON.parse(
      JSON.stringify(inventory, (_, value: unknown) =>
        typeof value === 'string' ? value.replace(/(T[\d:]{8})Z$/, '$1.000Z') : value,
      ),
    ),
  );

describe('the demo organization, read back', () => {
  let snapshot: Snapshot;
  beforeAll(async () => {
    snapshot = await readSnapshot('src/sandbox/organization');
  });

  it('is what was served, in every scope', async () => {
    const { collect } = collectorOf(snapshot);
    const read = await Promise.all(
      snapshot.inventories.map(async ({ scope }) => [scopeKey(scope), await collect(scope)]),
    );
    const served = snapshot.inventories.map(({ scope, inventory }) => [scopeKey(scope), asRead(inventory)]);
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(served));
  });

  it('asks what is offered once per pair of Regions, over all scopes', async () => {
    const { collect, sandbox } = collectorOf(snapshot);
    await collect(oregon);
    const first = sandbox.calls()['ec2:DescribeVpcEndpointServices'] ?? 0;
    sandbox.resetCalls();
    expect((await collect(oregon)).CrossRegionServices).toHaveLength(2);
    expect(sandbox.calls()['ec2:DescribeVpcEndpointServices']).toBe(first - 2);
  });
});

describe('an empty scope', () => {
  const nothing = { VpcEndpoints: [], VpcPeeringConnections: [], ServiceConfigurations: [] };

  it('costs three calls and tells empty lists', async () => {
    const { collect, sandbox } = collectorOf(organizationOf([oregon, nothing]));
    const inventory = await collect(oregon);
    expect(sandbox.calls()).toEqual({
      'ec2:DescribeVpcEndpoints': 1,
      'ec2:DescribeVpcPeeringConnections': 1,
      'ec2:DescribeVpcEndpointServiceConfigurations': 1,
    });
    expect(inventory).toEqual(Object.fromEntries(Object.keys(operations).map((key) => [key, []])));
  });
});

const endpoint = (fields: object = {}) => ({
  VpcEndpointId: 'vpce-1',
  VpcId: 'vpc-1',
  ServiceName: 'com.amazonaws.us-west-2.sqs',
  NetworkInterfaceIds: ['eni-1'],
  Groups: [{ GroupId: 'sg-1' }],
  ...fields,
});

const dnsOn = { EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: true } };

/** One of everything, named by one endpoint and one peering. */
const small: Inventory = {
  VpcEndpoints: [endpoint()],
  VpcPeeringConnections: [
    {
      VpcPeeringConnectionId: 'pcx-1',
      RequesterVpcInfo: { OwnerId: hub, Region: 'us-west-2', VpcId: 'vpc-1' },
      AccepterVpcInfo: { OwnerId: hub, Region: 'us-east-1', VpcId: 'vpc-far' },
    },
  ],
  ServiceConfigurations: [],
  VpcEndpointConnections: [],
  Vpcs: [
    { VpcId: 'vpc-1', OwnerId: hub, DhcpOptionsId: 'dopt-1', ...dnsOn },
    { VpcId: 'vpc-unrelated', OwnerId: hub },
  ],
  Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1' }],
  RouteTables: [{ RouteTableId: 'rtb-1', VpcId: 'vpc-1', Routes: [{ DestinationPrefixListId: 'pl-1' }] }],
  NetworkAcls: [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1' }],
  NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', Groups: [{ GroupId: 'sg-2' }] }],
  SecurityGroups: [
    { GroupId: 'sg-1', IpPermissions: [{ IpProtocol: 'tcp', PrefixListIds: [{ PrefixListId: 'pl-2' }] }] },
    { GroupId: 'sg-2' },
    { GroupId: 'sg-unrelated' },
  ],
  ServiceDetails: [{ ServiceName: 'com.amazonaws.us-west-2.sqs', PrivateDnsName: 'queue.example.com' }],
  CrossRegionServices: [{ ServiceRegion: 'us-east-1', ServiceNames: ['com.amazonaws.iam'] }],
  ManagedPrefixLists: [
    { PrefixListId: 'pl-1', Entries: [{ Cidr: '10.0.0.0/8' }] },
    { PrefixListId: 'pl-2', Entries: [] },
  ],
  HostedZones: [
    zone('Z1', 'example.com.', { ResourceRecordSets: [{ Name: 'queue.example.com.', Type: 'A' }] }),
    zone('Z2', 'corp.internal.', {}),
  ],
  DhcpOptions: [{ DhcpOptionsId: 'dopt-1' }],
  ResolverRuleAssociations: [{ Id: 'rslvr-rrassoc-1', ResolverRuleId: 'rslvr-rr-1', VPCId: 'vpc-1' }],
  ResolverRules: [{ Id: 'rslvr-rr-1', DomainName: 'corp.internal.', RuleType: 'FORWARD' }],
  ProfileAssociations: [{ Id: 'rpassoc-1', ProfileId: 'rp-1', ResourceId: 'vpc-1' }],
  ProfileResourceAssociations: [{ Id: 'rpr-1', ProfileId: 'rp-1', ResourceArn: 'arn:aws:x', OwnerId: hub }],
};

function zone(HostedZoneId: string, Name: string, fields: object) {
  return {
    HostedZoneId,
    Name,
    Owner: { OwningAccount: hub },
    VPCs: [{ VPCId: 'vpc-1', VPCRegion: 'us-west-2' }],
    ...fields,
  };
}

const firstListings = new Set([
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcPeeringConnections',
  'ec2:DescribeVpcEndpointServiceConfigurations',
]);

const denied = (operation: string) => ({
  complete: false,
  cause: 'access-denied' as const,
  by: 'policy' as const,
  code: 'UnauthorizedOperation',
  message: `no ${operation}`,
});

const without = (key: InventoryKey): Inventory => {
  const { [key]: _, ...rest } = small;
  return { ...rest, Coverage: { [operations[key]]: denied(operations[key]) } };
};

describe('a scope with little', () => {
  it('is asked only for what its endpoints and peerings name', async () => {
    const inventory = await collectorOf(organizationOf([oregon, small])).collect(oregon);
    expect(inventory.Coverage).toBeUndefined();
    expect(inventory.Vpcs?.map(({ VpcId }) => VpcId)).toEqual(['vpc-1']);
    expect(inventory.SecurityGroups?.map(({ GroupId }) => GroupId)).toEqual(['sg-1', 'sg-2']);
    expect(inventory.ManagedPrefixLists).toEqual(small.ManagedPrefixLists);
    expect(inventory.HostedZones).toEqual(small.HostedZones);
  });

  it('asks for no records of a zone that no service name can meet', async () => {
    const { collect, sandbox } = collectorOf(organizationOf([oregon, small]));
    await collect(oregon);
    expect(sandbox.calls()['route53:ListResourceRecordSets']).toBe(1);
  });

  it.each([
    'Subnets',
    'NetworkAcls',
    'CrossRegionServices',
    'ManagedPrefixLists',
    'DhcpOptions',
    'ResolverRules',
    'ProfileResourceAssociations',
  ] as const)('loses only %s when that is denied', async (key) => {
    const inventory = await collectorOf(organizationOf([oregon, without(key)])).collect(oregon);
    const expected = {
      ...small,
      Vpcs: small.Vpcs?.slice(0, 1),
      SecurityGroups: small.SecurityGroups?.slice(0, 2),
    };
    delete expected[key];
    expect(inventory).toEqual({ ...expected, Coverage: { [operations[key]]: denied(operations[key]) } });
  });

  it('tells on whose account what rests on a failed read is not whole', async () => {
    const inventory = await collectorOf(organizationOf([oregon, without('VpcEndpoints')])).collect(oregon);
    const depends = {
      complete: false,
      cause: 'access-denied',
      by: 'policy',
      message: 'depends on DescribeVpcEndpoints, which was not read',
    };
    expect(inventory.Coverage).toEqual({
      DescribeVpcEndpoints: denied('DescribeVpcEndpoints'),
      DescribeVpcs: depends,
      DescribeSubnets: depends,
      DescribeRouteTables: depends,
      DescribeNetworkAcls: depends,
      DescribeNetworkInterfaces: depends,
      DescribeSecurityGroups: depends,
      DescribeVpcEndpointServices: depends,
      DescribeManagedPrefixLists: depends,
      ListHostedZonesByVPC: depends,
      DescribeDhcpOptions: depends,
      ListResolverRuleAssociations: depends,
      ListResolverRules: depends,
      ListProfileAssociations: depends,
      ListProfileResourceAssociations: depends,
    });
    expect(inventory.Subnets, 'known by the peering').toEqual(small.Subnets);
    expect(inventory, 'an empty list would prove nothing').not.toHaveProperty('NetworkInterfaces');
  });

  it('keeps a list whose entries may not be read', async () => {
    const lists = [{ PrefixListId: 'pl-1' }, { PrefixListId: 'pl-2', Entries: [] }];
    const inventory = await collectorOf(
      organizationOf([oregon, { ...small, ManagedPrefixLists: lists }]),
    ).collect(oregon);
    expect(inventory.ManagedPrefixLists).toEqual(lists);
    expect(inventory.Coverage).toEqual({
      GetManagedPrefixListEntries: expect.objectContaining({ cause: 'access-denied' }),
    });
  });

  it('keeps the services that may be seen when one may not', async () => {
    const VpcEndpoints = [
      endpoint(),
      endpoint({ VpcEndpointId: 'vpce-2', ServiceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-0' }),
    ];
    const { collect, sandbox } = collectorOf(
      organizationOf([oregon, { ...small, VpcEndpoints, VpcPeeringConnections: [] }]),
    );
    const inventory = await collect(oregon);
    expect(inventory.ServiceDetails).toEqual(small.ServiceDetails);
    expect(inventory.Coverage).toBeUndefined();
    expect(sandbox.calls()['ec2:DescribeVpcEndpointServices']).toBe(3);
  });

  it('finds the one service that may not be seen among 200 in few calls', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `com.amazonaws.us-west-2.s${1000 + index}`);
    const VpcEndpoints = names.map((ServiceName, index) =>
      endpoint({ VpcEndpointId: `vpce-${index}`, ServiceName }),
    );
    const ServiceDetails = names.filter((_, index) => index !== 77).map((ServiceName) => ({ ServiceName }));
    const { collect, sandbox } = collectorOf(
      organizationOf([oregon, { ...small, VpcEndpoints, ServiceDetails, VpcPeeringConnections: [] }]),
    );
    expect((await collect(oregon)).ServiceDetails).toEqual(ServiceDetails);
    expect(sandbox.calls()['ec2:DescribeVpcEndpointServices']).toBeLessThan(20);
  });

  it('asks each service Region that the endpoints name', async () => {
    const far = { ServiceName: 'com.amazonaws.us-east-1.s3', ServiceRegion: 'us-east-1' };
    const VpcEndpoints = [endpoint(), endpoint({ VpcEndpointId: 'vpce-2', ...far })];
    const ServiceDetails = [far, ...(small.ServiceDetails ?? [])];
    const inventory = await collectorOf(
      organizationOf([oregon, { ...small, VpcEndpoints, ServiceDetails }]),
    ).collect(oregon);
    expect(inventory.ServiceDetails).toEqual(ServiceDetails);
  });

  it.each(['us-west-2', 'US-WEST-2', ''])(
    'asks its own Region once for ServiceRegion %j',
    async (ServiceRegion) => {
      const VpcEndpoints = [endpoint(), endpoint({ VpcEndpointId: 'vpce-2', ServiceRegion })];
      const { collect, sandbox } = collectorOf(
        organizationOf([oregon, { ...small, VpcEndpoints, VpcPeeringConnections: [] }]),
      );
      expect((await collect(oregon)).ServiceDetails).toEqual(small.ServiceDetails);
      expect(sandbox.calls()['ec2:DescribeVpcEndpointServices']).toBe(1);
    },
  );

  it('does not ask Route 53 about a VPC that is gone', async () => {
    const inventory = await collectorOf(organizationOf([oregon, { ...small, Vpcs: [] }])).collect(oregon);
    expect(inventory).toMatchObject({ Vpcs: [], HostedZones: [] });
    expect(inventory.Coverage).toBeUndefined();
  });

  it.each<[string, string, FaultRule[], string[]]>([
    [
      'credentials that have expired',
      'expired-credentials',
      [{ fault: 'expired-token', operation: 'ec2:DescribeVpcEndpoints' }],
      // What the peerings name is offered to them.
      ['ec2:DescribeVpcEndpointServices'],
    ],
    ['an SCP that denies all of EC2', 'access-denied', [{ fault: 'scp-denied', operation: 'ec2:*' }], []],
  ])('is asked nothing more that rests on its first listings: %s', async (_, cause, faults, others) => {
    const { collect, sandbox } = collectorOf(organizationOf([oregon, small]), faults);
    const { Coverage = {} } = await collect(oregon);
    expect(sandbox.calls()['ec2:DescribeVpcEndpoints']).toBeLessThanOrEqual(2);
    expect(Object.keys(sandbox.calls()).filter((action) => !firstListings.has(action))).toEqual(others);
    const unread = Object.entries(Coverage).filter(([, { complete }]) => !complete);
    expect(new Set(unread.map(([, told]) => told.cause))).toEqual(new Set([cause]));
    expect(unread.length).toBeGreaterThanOrEqual(15);
  });

  it('is told as a failure of each read when the Region is off', async () => {
    const inventory = await collectorOf(organizationOf([oregon, small])).collect(virginia);
    expect(Object.keys(inventory)).toEqual(['Coverage']);
    expect(Object.values(inventory.Coverage ?? {}).map(({ cause }) => cause)).toEqual(
      Object.keys(operations).map(() => 'region-disabled'),
    );
  });
});
