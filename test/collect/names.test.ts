import { describe, expect, it } from 'vitest';
import type { Inventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import { collectorOf, hubAccount as hub, snapshotOfScopes } from '#test/builders/collector.ts';

/* The reads about names: what they ask, in whose account, and what a failure leaves. */

const dns = '222222222222';
const outsider = '999999999999';
const oregon: Scope = { accountId: hub, region: 'us-west-2' };
const tokyo: Scope = { accountId: hub, region: 'ap-northeast-1' };
const ofDns: Scope = { accountId: dns, region: 'us-west-2' };

const zoneName = 'sqs.us-west-2.amazonaws.com.';
const records = [
  { Name: zoneName, Type: 'SOA' },
  { Name: zoneName, Type: 'A', AliasTarget: { DNSName: 'vpce-1-a.sqs.us-west-2.vpce.amazonaws.com.' } },
];
const zone = (HostedZoneId: string, owner: string, fields: object = {}) => ({
  HostedZoneId,
  Name: zoneName,
  Owner: { OwningAccount: owner },
  VPCs: [{ VPCId: 'vpc-1', VPCRegion: 'us-west-2' }],
  ...fields,
});

/** A VPC with one endpoint, and nothing about names but what the test adds. */
const scopeOf = ({ accountId, region }: Scope, fields: Inventory = {}): Inventory => ({
  VpcEndpoints: [{ VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', ServiceName: `com.amazonaws.${region}.sqs` }],
  VpcPeeringConnections: [],
  ServiceConfigurations: [],
  Vpcs: [
    {
      VpcId: 'vpc-1',
      OwnerId: accountId,
      DhcpOptionsId: 'dopt-1',
      EnableDnsSupport: { Value: true },
      EnableDnsHostnames: { Value: false },
    },
  ],
  Subnets: [],
  RouteTables: [],
  NetworkAcls: [],
  NetworkInterfaces: [],
  SecurityGroups: [],
  ServiceDetails: [{ ServiceName: `com.amazonaws.${region}.sqs`, Owner: 'amazon' }],
  CrossRegionServices: [],
  ManagedPrefixLists: [],
  HostedZones: [],
  DhcpOptions: [{ DhcpOptionsId: 'dopt-1' }, { DhcpOptionsId: 'dopt-unrelated' }],
  ResolverRuleAssociations: [],
  ResolverRules: [],
  ProfileAssociations: [],
  ProfileResourceAssociations: [],
  ...fields,
});

const nothing: Inventory = { VpcEndpoints: [], VpcPeeringConnections: [], ServiceConfigurations: [] };

const collect = async (inventory: Inventory, others: readonly string[] = [dns]) => {
  const run = collectorOf(snapshotOfScopes(others, [oregon, inventory], [ofDns, nothing]));
  return { inventory: await run.collect(oregon), calls: run.sandbox.calls() };
};

describe('the VPC’s DNS attributes', () => {
  it('stand beside its record, one call each', async () => {
    const { inventory, calls } = await collect(scopeOf(oregon));
    expect(inventory.Vpcs).toEqual(scopeOf(oregon).Vpcs);
    expect(calls['ec2:DescribeVpcAttribute']).toBe(2);
    expect(inventory.Coverage).toBeUndefined();
  });

  it('are left out when denied, and the VPC is kept', async () => {
    const Vpcs = [{ VpcId: 'vpc-1', OwnerId: hub }];
    const { inventory } = await collect(scopeOf(oregon, { Vpcs }));
    expect(inventory.Vpcs).toEqual(Vpcs);
    expect(inventory.Coverage).toEqual({
      DescribeVpcAttribute: expect.objectContaining({ cause: 'access-denied' }),
    });
  });

  it('are not asked of another’s VPC, nor its DHCP options', async () => {
    const { inventory, calls } = await collect(
      scopeOf(oregon, { Vpcs: [{ VpcId: 'vpc-1', OwnerId: outsider, DhcpOptionsId: 'dopt-1' }] }),
    );
    expect(calls).not.toHaveProperty('ec2:DescribeVpcAttribute');
    expect(inventory.DhcpOptions).toEqual([]);
    expect(Object.keys(calls).filter((call) => call.startsWith('route53'))).toEqual([]);
  });
});

it('DHCP options are those of the VPCs alone; `default` names none', async () => {
  const named = await collect(scopeOf(oregon));
  expect(named.inventory.DhcpOptions).toEqual([{ DhcpOptionsId: 'dopt-1' }]);
  const Vpcs = scopeOf(oregon).Vpcs?.map((vpc) => ({ ...vpc, DhcpOptionsId: 'default' })) ?? [];
  const none = await collect(scopeOf(oregon, { Vpcs }));
  expect(none.inventory.DhcpOptions).toEqual([]);
  expect(none.calls).not.toHaveProperty('ec2:DescribeDhcpOptions');
});

const vpcOf = (index: number) => (index === 120 ? 'vpc-1' : 'vpc-other');

it('keeps what holds in the scope’s own VPCs, however long the Region’s list is', async () => {
  const many = Array.from({ length: 150 }, (_, index) => ({ id: String(index).padStart(3, '0'), index }));
  const { inventory, calls } = await collect(
    scopeOf(oregon, {
      ResolverRuleAssociations: many.map(({ id, index }) => ({
        Id: id,
        ResolverRuleId: 'rr',
        VPCId: vpcOf(index),
      })),
      ResolverRules: many.map(({ id }) => ({ Id: id })),
      ProfileAssociations: many.map(({ id, index }) => ({
        Id: id,
        ProfileId: 'rp',
        ResourceId: vpcOf(index),
      })),
      ProfileResourceAssociations: many.map(({ id }) => ({ Id: id, ProfileId: 'rp', ResourceArn: 'arn' })),
    }),
  );
  expect(inventory.ResolverRuleAssociations?.map(({ Id }) => Id)).toEqual(['120']);
  expect(inventory.ResolverRules).toHaveLength(150);
  expect(inventory.ProfileAssociations?.map(({ Id }) => Id)).toEqual(['120']);
  expect(inventory.ProfileResourceAssociations).toHaveLength(150);
  expect(calls).toMatchObject({
    'route53resolver:ListResolverRuleAssociations': 2,
    'route53resolver:ListResolverRules': 2,
    'route53profiles:ListProfileAssociations': 2,
    'route53profiles:ListProfileResourceAssociations': 2,
  });
});

describe('the records of a zone of another account', () => {
  it('are read in that account, when it is of this run', async () => {
    const told = scopeOf(oregon, { HostedZones: [zone('Z1', dns, { ResourceRecordSets: records })] });
    const { inventory } = await collect(told);
    expect(inventory.HostedZones).toMatchObject([{ ResourceRecordSets: [{ Type: 'A' }, { Type: 'SOA' }] }]);
    expect(inventory.Coverage).toBeUndefined();
  });

  it('are not asked for in an account outside', async () => {
    const { inventory, calls } = await collect(scopeOf(oregon, { HostedZones: [zone('Z1', outsider)] }));
    expect(inventory.HostedZones).toEqual([zone('Z1', outsider)]);
    expect(calls).not.toHaveProperty('route53:ListResourceRecordSets');
    expect(inventory.Coverage).toBeUndefined();
  });

  it('are a failure when that account denies them', async () => {
    const { inventory } = await collect(scopeOf(oregon, { HostedZones: [zone('Z1', dns)] }));
    expect(inventory.HostedZones).toEqual([zone('Z1', dns)]);
    expect(inventory.Coverage).toEqual({
      ListResourceRecordSets: expect.objectContaining({ cause: 'access-denied' }),
    });
  });

  it('are read once, however many scopes use the zone', async () => {
    const HostedZones = (scope: Scope) => [
      zone('Z1', dns, { VPCs: [{ VPCId: 'vpc-1', VPCRegion: scope.region }], ResourceRecordSets: records }),
    ];
    const { sandbox, collect: read } = collectorOf(
      snapshotOfScopes(
        [dns],
        [oregon, scopeOf(oregon, { HostedZones: HostedZones(oregon) })],
        [tokyo, scopeOf(tokyo, { HostedZones: HostedZones(tokyo) })],
        [ofDns, nothing],
      ),
    );
    const both = await Promise.all([oregon, tokyo].map(read));
    for (const { HostedZones: zones } of both) expect(zones?.[0]?.ResourceRecordSets).toHaveLength(2);
    expect(sandbox.calls()['route53:ListResourceRecordSets']).toBe(1);
  });
});

const held = (OwnerId: string, fields: object = {}) => ({
  Id: 'rpr-1',
  ProfileId: 'rp-1',
  OwnerId,
  ResourceArn: 'arn:aws:route53:::hostedzone/ZP',
  ...fields,
});

describe('a Route 53 Profile', () => {
  const ProfileAssociations = [{ Id: 'rpassoc-1', ProfileId: 'rp-1', ResourceId: 'vpc-1' }];
  const withHeld = (resource: ReturnType<typeof held>) =>
    collect(scopeOf(oregon, { ProfileAssociations, ProfileResourceAssociations: [resource] }));

  it('tells its zones with their records', async () => {
    const { inventory } = await withHeld(held(dns, { ResourceRecordSets: records }));
    expect(inventory.ProfileResourceAssociations?.[0]?.ResourceRecordSets).toHaveLength(2);
    expect(inventory.Coverage).toBeUndefined();
  });

  it('tells of a zone that meets no service its name alone', async () => {
    const ResourceRecordSets = [
      { Name: 'corp.internal.', Type: 'SOA' },
      { Name: 'secret.corp.internal.', Type: 'A' },
    ];
    const { inventory } = await withHeld(held(dns, { ResourceRecordSets }));
    expect(inventory.ProfileResourceAssociations?.[0]?.ResourceRecordSets).toEqual(
      ResourceRecordSets.slice(0, 1),
    );
  });

  it('keeps a zone whose records are another’s', async () => {
    const outside = await withHeld(held(outsider));
    expect(outside.inventory.ProfileResourceAssociations).toEqual([held(outsider)]);
    expect(outside.inventory.Coverage).toBeUndefined();
    const denied = await withHeld(held(dns));
    expect(denied.inventory.ProfileResourceAssociations).toEqual([held(dns)]);
    expect(denied.inventory.Coverage).toHaveProperty('ListResourceRecordSets');
  });
});
