import { describe, expect, it } from 'vitest';
import type { Config } from '#model/config.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import { bedrockOverPeering } from '#rules/bedrock-over-peering.ts';
import * as bedrock from '#test/builders/bedrock.ts';
import {
  accounts,
  bedrockRuntime,
  endpointRecord,
  inventoryOf,
  peeringRecord,
} from '#test/builders/network.ts';
import { group, httpsFrom, networkInterface, routeTo, subnet, viaPeering } from '#test/builders/reachable.ts';
import { findingsOfRule, wholeInventory } from '#test/builders/rules.ts';

const { bedrockWorld, failed, tokyoRoutes } = bedrock;

const findings = (inventories: ScopedInventory[], config: Partial<Config> = {}) =>
  findingsOfRule(bedrockOverPeering, inventories, { config });

const only = (inventories: ScopedInventory[], config: Partial<Config> = {}) => {
  const found = findings(inventories, config);
  expect(found.map(({ subject }) => subject.id)).toEqual([bedrock.subject]);
  return found[0];
};

/** Tokyo's own endpoint for Bedrock in Tokyo, in Tokyo's VPC. */
const ownEndpoint = (groups = [group('sg-own', httpsFrom('10.1.0.0/16'))]): Inventory => ({
  VpcEndpoints: [
    endpointRecord({
      VpcEndpointId: 'vpce-9',
      VpcId: 'vpc-tokyo',
      OwnerId: '111111111111',
      ServiceName: 'com.amazonaws.ap-northeast-1.bedrock-runtime',
      ServiceRegion: 'ap-northeast-1',
      NetworkInterfaceIds: ['eni-9'],
      SubnetIds: ['subnet-a'],
      Groups: [{ GroupId: 'sg-own' }],
      IpAddressType: 'ipv4',
    }),
  ],
  NetworkInterfaces: [
    {
      ...networkInterface('eni-9', 'subnet-a', '10.1.0.9'),
      VpcId: 'vpc-tokyo',
      Groups: [{ GroupId: 'sg-own' }],
    },
  ],
  SecurityGroups: groups,
});

const expectedPaths = [
  { vpcId: 'vpc-tokyo', service: 'bedrock-runtime', serviceRegion: 'us-west-2', reason: 'Claude in Oregon' },
];

it('warns of a path that works, with the ways out that exist', () => {
  expect(only(bedrockWorld())).toMatchObject({
    status: 'warning',
    severity: 'informational',
    title:
      'Bedrock is reached over a peering: vpc-tokyo (111111111111, ap-northeast-1) to com.amazonaws.us-west-2.bedrock-runtime in us-west-2 through vpce-1',
    evidence: expect.stringMatching(
      /^Clients in vpc-tokyo reach .* over peering pcx-1 through vpce-1: usable\. Ways out today: AWS does not offer .* No endpoint for this service in ap-northeast-1 is usable from vpc-tokyo; .* can run models of other Regions/,
    ),
    fixOwner: '111111111111',
  });
});

it.each<[string, bedrock.Changes, RegExp]>([
  [
    'AWS offers the service as a cross-Region endpoint',
    { tokyo: { CrossRegionServices: bedrock.offered(bedrockRuntime) } },
    /AWS offers .*bedrock-runtime.* of us-west-2 to ap-northeast-1/,
  ],
  [
    'the VPC has an endpoint of its own Region',
    { tokyo: ownEndpoint() },
    /vpce-9 .* can run models of other/,
  ],
])('is low once %s', (_, changes, evidence) => {
  expect(only(bedrockWorld(changes))).toMatchObject({
    status: 'warning',
    severity: 'low',
    evidence: expect.stringMatching(evidence),
  });
});

it.each<[string, bedrock.Changes]>([
  ['an endpoint that nobody can use', { tokyo: ownEndpoint([group('sg-own')]) }],
  [
    'an endpoint for another Bedrock service',
    {
      tokyo: {
        ...ownEndpoint(),
        VpcEndpoints: (ownEndpoint().VpcEndpoints ?? []).map((endpoint) => ({
          ...endpoint,
          ServiceName: 'com.amazonaws.ap-northeast-1.bedrock',
        })),
      },
    },
  ],
  [
    'another service on offer',
    { tokyo: { CrossRegionServices: bedrock.offered('com.amazonaws.us-west-2.bedrock') } },
  ],
])('%s is no way out', (_, changes) => {
  expect(only(bedrockWorld(changes))).toMatchObject({ status: 'warning', severity: 'informational' });
});

it('tells a path that works for some', () => {
  expect(only(bedrockWorld({ oregon: bedrock.fewAddressesBack }))).toMatchObject({
    status: 'warning',
    evidence: expect.stringContaining('vpce-1: partial.'),
  });
});

it.each([
  ['by the part of its name', expectedPaths],
  ['by its whole name', expectedPaths.map((line) => ({ ...line, service: bedrockRuntime }))],
])('passes, and is told, where it is expected %s', (_, lines) => {
  expect(only(bedrockWorld(), { expectedPaths: lines })).toMatchObject({
    status: 'passed',
    severity: 'informational',
    remediation: null,
    evidence: expect.stringMatching(/^Expected: Claude in Oregon\./),
  });
});

it.each([
  ['VPC', { vpcId: 'vpc-other' }],
  ['service', { service: 'bedrock' }],
  ['service Region', { serviceRegion: 'us-east-1' }],
])('does not pass for an expected path of another %s', (_, other) => {
  const lines = expectedPaths.map((line) => ({ ...line, ...other }));
  expect(only(bedrockWorld(), { expectedPaths: lines })?.status).toBe('warning');
});

it.each<[string, bedrock.Changes]>([
  ['whether it works was not read', { tokyo: failed('DescribeRouteTables') }],
  ['what AWS offers was not read', { tokyo: failed('DescribeVpcEndpointServices:ServiceRegions') }],
  ['AWS was not asked of that Region', { tokyo: { CrossRegionServices: [] } }],
  ['the endpoint’s account was not read in part', { oregon: failed('DescribeSecurityGroups') }],
])('is not evaluated where %s', (_, changes) => {
  expect(only(bedrockWorld(changes))?.status).toBe('not-evaluated');
});

it('an offer is an offer, whatever else AWS did not answer', () => {
  const partly = { CrossRegionServices: bedrock.offered(bedrockRuntime) };
  const changes = { tokyo: { ...partly, ...failed('DescribeVpcEndpointServices:ServiceRegions') } };
  expect(only(bedrockWorld(changes))).toMatchObject({
    status: 'not-evaluated',
    evidence: expect.stringContaining('AWS offers'),
  });
});

it.each<[string, bedrock.Changes]>([
  ['is blocked', { oregon: bedrock.noWayBack }],
  [
    'leaves by what is not modelled',
    { tokyo: tokyoRoutes(routeTo('10.2.0.0/16', { TransitGatewayId: 'tgw-1' })) },
  ],
  [
    'leads to another service',
    { oregon: { VpcEndpoints: [bedrock.bedrockEndpoint({ ServiceName: 'com.amazonaws.us-west-2.kms' })] } },
  ],
])('does not concern a path that %s', (_, changes) => {
  expect(findings(bedrockWorld(changes))).toEqual([]);
});

describe('a hub of the client’s own Region', () => {
  const hub = { accountId: '333333333333', region: 'ap-northeast-1' };
  const nearPeering = peeringRecord({
    VpcPeeringConnectionId: 'pcx-2',
    AccepterVpcInfo: {
      OwnerId: hub.accountId,
      Region: hub.region,
      VpcId: 'vpc-hub',
      CidrBlock: '10.3.0.0/16',
    },
  });
  const viaHub = { VpcPeeringConnectionId: 'pcx-2' };
  const hubSide = wholeInventory({
    ...bedrock.oregonSide(),
    VpcEndpoints: [
      bedrock.bedrockEndpoint({
        VpcEndpointId: 'vpce-hub',
        VpcId: 'vpc-hub',
        OwnerId: hub.accountId,
        ServiceName: 'com.amazonaws.ap-northeast-1.bedrock-runtime',
        ServiceRegion: hub.region,
      }),
    ],
    VpcPeeringConnections: [nearPeering],
    Vpcs: [{ VpcId: 'vpc-hub', OwnerId: hub.accountId, CidrBlock: '10.3.0.0/16' }],
    Subnets: [subnet('subnet-x', 'vpc-hub', '10.3.0.0/24'), subnet('subnet-y', 'vpc-hub', '10.3.1.0/24')],
    NetworkAcls: (bedrock.oregonSide().NetworkAcls ?? []).map((acl) => ({ ...acl, VpcId: 'vpc-hub' })),
    NetworkInterfaces: [
      { ...networkInterface('eni-1', 'subnet-x', '10.3.0.10'), VpcId: 'vpc-hub' },
      { ...networkInterface('eni-2', 'subnet-y', '10.3.1.10'), VpcId: 'vpc-hub' },
    ],
    RouteTables: [
      {
        RouteTableId: 'rtb-hub',
        VpcId: 'vpc-hub',
        Associations: [{ Main: true }],
        Routes: [routeTo('10.3.0.0/16', { GatewayId: 'local' }), routeTo('10.1.0.0/16', viaHub)],
      },
    ],
  });
  const world = bedrockWorld({
    tokyo: {
      VpcPeeringConnections: [peeringRecord(), nearPeering],
      ...tokyoRoutes(routeTo('10.2.0.0/16', viaPeering), routeTo('10.3.0.0/16', viaHub)),
    },
  });
  const everybody = [...accounts, { Id: hub.accountId, Name: 'near hub' }];
  const of = (inventories: ScopedInventory[], id: string, listed = everybody) =>
    findingsOfRule(bedrockOverPeering, inventories, { accounts: listed }).find(
      ({ subject }) => subject.id === id,
    );

  it('is the way out for the path to the other Region, and none for itself', () => {
    const whole = [...world, inventoryOf(hub, hubSide)];
    expect(of(whole, bedrock.subject)).toMatchObject({
      severity: 'low',
      evidence: expect.stringContaining('vpce-hub'),
    });
    expect(of(whole, 'vpc-tokyo/pcx-2/vpce-hub')).toMatchObject({
      status: 'warning',
      severity: 'informational',
    });
  });

  it('leaves it open while its account was not read, unless nobody could read it', () => {
    expect(of(world, bedrock.subject)?.status).toBe('not-evaluated');
    expect(of(world, bedrock.subject, accounts)?.status).toBe('warning');
  });
});
