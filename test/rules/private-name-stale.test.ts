import { describe, expect, it } from 'vitest';
import type { Account } from '#model/account.ts';
import type { Config } from '#model/config.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { HostedZone } from '#model/records.ts';
import { privateNameStale } from '#rules/private-name-stale.ts';
import * as bedrock from '#test/builders/bedrock.ts';
import { hostName, ownName, record, vpcOf, zonalName, zoneOf } from '#test/builders/names.ts';
import { accounts, inventoryOf, oregon, peeringRecord, tokyo } from '#test/builders/network.ts';
import { mainTable, routeTo, subnet } from '#test/builders/reachable.ts';
import { findingsOfRule, wholeInventory } from '#test/builders/rules.ts';

const { bedrockWorld, failed } = bedrock;

const asked: Partial<Config> = { publishedStatuses: ['passed', 'warning', 'failed'] };
const findings = (inventories: ScopedInventory[], listed: Account[] = accounts, isListed = true) =>
  findingsOfRule(privateNameStale, inventories, { config: asked, accounts: listed, isListed });

const name = `Z1/${hostName}`;
const gone = 'vpce-0dead-zzzz9999.bedrock-runtime.us-west-2.vpce.amazonaws.com';
const zones = (...HostedZones: HostedZone[]): Inventory => ({ HostedZones });
const stateOf = (State: string): Inventory => ({ VpcEndpoints: [bedrock.bedrockEndpoint({ State })] });

it('passes where the name leads to an endpoint that the VPC reaches', () => {
  expect(findings(bedrockWorld())).toMatchObject([{ status: 'passed', subject: { id: name }, ...tokyo }]);
});

it('fails where the endpoint is deleted, in the account whose VPCs use the name', () => {
  expect(findings(bedrockWorld({ oregon: stateOf('deleted') }))).toEqual([
    {
      id: `vpc-path-auditor/aws/111111111111/ap-northeast-1/private-name-stale/${name}`,
      rule: 'private-name-stale',
      severity: 'medium',
      status: 'failed',
      title: `Private name leads to an endpoint that cannot be reached: record "${name}", for VPCs of 111111111111 in ap-northeast-1`,
      ...tokyo,
      subject: { type: 'Other', id: name, arn: 'arn:aws:route53:::hostedzone/Z1' },
      pathIds: [],
      evidence: `The record "${name}" leads clients in vpc-tokyo to "${ownName}": vpce-1 is "deleted".`,
      remediation: `Lead the record "${name}" of hosted zone Z1, in account 111111111111 to an endpoint that these VPCs reach, or remove it, or take the VPCs out of it.`,
      fixOwner: '111111111111',
      firstSeenAt: null,
      exemption: null,
      ownerTags: {},
      ruleUrl: expect.stringContaining('#private-name-stale'),
      dependsOn: { scopes: [tokyo, oregon], parts: [] },
    },
  ]);
});

it.each(['pendingAcceptance', 'Rejected', 'failed', 'expired', 'deleting'])(
  'fails where the endpoint is %s',
  (state) => {
    expect(findings(bedrockWorld({ oregon: stateOf(state) }))).toMatchObject([{ status: 'failed' }]);
  },
);

it('fails where no path from the VPC is open, with the change that opens it', () => {
  expect(findings(bedrockWorld({ oregon: bedrock.noWayBack }))).toMatchObject([
    {
      status: 'failed',
      evidence: expect.stringContaining('no path to vpce-1 from vpc-tokyo is open, closed at return-route'),
      remediation: expect.stringMatching(
        /^Route 10\.1\.0\.0\/24 to pcx-1 in rtb-oregon, in account 222222222222/,
      ),
      fixOwner: '222222222222',
    },
  ]);
});

it.each<[string, HostedZone]>([
  ['by CNAME', zoneOf('corp.example.com', [record('bedrock.corp.example.com.', 'CNAME', [ownName])])],
  ['by a zonal name', bedrock.leadingZone(zonalName)],
  ['by a wildcard', zoneOf('corp.example.com', [record('\\052.corp.example.com.', 'A', ownName)])],
  ['by a name below it', bedrock.leadingZone(`dualstack.${ownName}`)],
])('sees what is led there %s', (_, zone) => {
  expect(findings(bedrockWorld({ tokyo: zones(zone), oregon: stateOf('deleted') }))).toMatchObject([
    { status: 'failed' },
  ]);
});

it('tells one name once, however many record sets and endpoints it has', () => {
  const zone = zoneOf(hostName, [record(hostName, 'A', ownName), record(hostName, 'AAAA', gone)]);
  expect(findings(bedrockWorld({ tokyo: zones(zone), oregon: stateOf('deleted') }))).toMatchObject([
    { subject: { id: name }, status: 'failed', evidence: expect.stringContaining('vpce-0dead') },
  ]);
});

it.each<[string, HostedZone]>([
  ['an address', zoneOf(hostName, [record(hostName, 'A', ['10.2.0.10'])])],
  ['a name of somebody else', bedrock.leadingZone('proxy.example.com')],
  ['an endpoint service’s own name', bedrock.leadingZone('vpce-svc-0123.us-west-2.vpce.amazonaws.com')],
])('does not concern a record that gives %s', (_, zone) => {
  expect(findings(bedrockWorld({ tokyo: zones(zone), oregon: stateOf('deleted') }))).toEqual([]);
});

describe('an endpoint that no scope lists', () => {
  const everywhere = [
    ...bedrockWorld({ tokyo: zones(bedrock.leadingZone(gone)) }),
    inventoryOf({ ...tokyo, region: oregon.region }, wholeInventory({})),
    inventoryOf({ ...oregon, region: tokyo.region }, wholeInventory({})),
  ];

  it('is warned of where all accounts were read in the Regions it may be in', () => {
    expect(findings(everywhere)).toMatchObject([
      {
        status: 'warning',
        severity: 'medium',
        evidence: expect.stringContaining(
          'no account of the Organization has vpce-0dead in us-west-2 or ap-northeast-1',
        ),
      },
    ]);
  });

  const closedAccount = { Id: '333333333333', State: 'SUSPENDED' };
  it.each<[string, ScopedInventory[], Account[], boolean, string]>([
    ['a scope was not read', everywhere.slice(0, 3), accounts, true, 'not-evaluated'],
    ['there are more accounts', everywhere, [...accounts, { Id: '333333333333' }], true, 'not-evaluated'],
    ['the accounts were not listed', everywhere, accounts, false, 'not-evaluated'],
    ['the other accounts are suspended', everywhere, [...accounts, closedAccount], true, 'warning'],
  ])('where %s', (...[, inventories, listed, isListed, status]) => {
    expect(findings(inventories, listed, isListed)).toMatchObject([{ status }]);
  });

  it('where AWS answered a scope in part', () => {
    const [first, , ...rest] = everywhere as [ScopedInventory, ScopedInventory, ...ScopedInventory[]];
    const broken = inventoryOf(oregon, bedrock.oregonSide(failed('DescribeVpcEndpoints')));
    expect(findings([first, broken, ...rest])).toMatchObject([{ status: 'not-evaluated' }]);
  });
});

describe('a record in a zone of another account', () => {
  const keeper = '333333333333';
  const listed = [...accounts, { Id: keeper }];
  const zone = { ...bedrock.leadingZone(), Owner: { OwningAccount: keeper } };
  const world = bedrockWorld({ tokyo: zones(zone), oregon: stateOf('deleted') });
  const whole = (region: string) => inventoryOf({ accountId: keeper, region }, wholeInventory({}));
  const blind = (region: string) => inventoryOf({ accountId: keeper, region }, {});

  it.each<[string, ScopedInventory[], string, string[]]>([
    [
      'in the Region of the name',
      [whole('ap-northeast-1'), whole('eu-west-1')],
      'failed',
      ['ap-northeast-1'],
    ],
    [
      'in another Region, Route 53 being in none',
      [blind('ap-northeast-1'), whole('eu-west-1')],
      'failed',
      ['eu-west-1'],
    ],
    ['in no Region', [blind('ap-northeast-1')], 'not-evaluated', ['ap-northeast-1']],
  ])('rests on what was read of that account %s', (_, others, status, regions) => {
    const kept = regions.map((region) => ({ accountId: keeper, region }));
    expect(findings([...world, ...others], listed)).toMatchObject([
      { status, dependsOn: { scopes: [tokyo, oregon, ...kept] } },
    ]);
  });

  it('of nobody in the Organization rests on what is there', () => {
    expect(findings(world)).toMatchObject([{ status: 'failed', dependsOn: { scopes: [tokyo, oregon] } }]);
  });
});

const arnOf = (accountId: string, id: string) => `arn:aws:ec2:us-west-2:${accountId}:vpc-endpoint/${id}`;
const profile = (
  ResourceArn: string,
  Status = 'COMPLETE',
  ResourceRecordSets?: HostedZone['ResourceRecordSets'],
): Inventory => ({
  HostedZones: [],
  ProfileAssociations: [{ Id: 'rpassoc-1', ProfileId: 'rp-1', ResourceId: 'vpc-tokyo', Status: 'COMPLETE' }],
  ProfileResourceAssociations: [
    {
      Id: 'rpra-1',
      ProfileId: 'rp-1',
      ResourceArn,
      Status,
      OwnerId: oregon.accountId,
      ...(ResourceRecordSets === undefined ? {} : { ResourceRecordSets }),
    },
  ],
});

describe('a resource of a Profile', () => {
  it.each<[string, bedrock.Changes, string]>([
    ['is reached', { tokyo: profile(arnOf(oregon.accountId, 'vpce-1')) }, 'passed'],
    ['is not up', { tokyo: profile(arnOf(oregon.accountId, 'vpce-1')), oregon: stateOf('failed') }, 'failed'],
    ['is gone', { tokyo: profile(arnOf(oregon.accountId, 'vpce-gone')) }, 'failed'],
    [
      'is in a scope that was not read whole',
      { tokyo: profile(arnOf(oregon.accountId, 'vpce-gone')), oregon: failed('DescribeVpcEndpoints') },
      'not-evaluated',
    ],
    ['is outside the Organization', { tokyo: profile(arnOf('999999999999', 'vpce-gone')) }, 'not-evaluated'],
  ])('whose endpoint %s', (_, changes, status) => {
    expect(findings(bedrockWorld(changes))).toMatchObject([{ status, subject: { id: 'rpra-1', arn: null } }]);
  });

  it('names who has to change it', () => {
    expect(findings(bedrockWorld({ tokyo: profile(arnOf(oregon.accountId, 'vpce-gone')) }))).toMatchObject([
      {
        fixOwner: oregon.accountId,
        remediation: expect.stringContaining('of Profile rp-1, in account 222222222222'),
        dependsOn: { scopes: [tokyo, oregon] },
      },
    ]);
  });

  it('that is a zone is judged by its records', () => {
    const records = bedrock.leadingZone().ResourceRecordSets;
    const tokyoSide = profile('arn:aws:route53:::hostedzone/Z1', 'COMPLETE', records);
    expect(findings(bedrockWorld({ tokyo: tokyoSide, oregon: stateOf('deleted') }))).toMatchObject([
      { status: 'failed', subject: { id: name } },
    ]);
  });

  it.each<[string, Inventory]>([
    ['is taken out', profile(arnOf(oregon.accountId, 'vpce-gone'), 'DELETED')],
    [
      'is of a Profile that no VPC has',
      { ...profile(arnOf(oregon.accountId, 'vpce-gone')), ProfileAssociations: [] },
    ],
    [
      'is something else',
      profile('arn:aws:route53resolver:us-west-2:222222222222:firewall-rule-group/rslvr-1'),
    ],
  ])('that %s is not judged', (_, tokyoSide) => {
    expect(findings(bedrockWorld({ tokyo: tokyoSide }))).toEqual([]);
  });
});

describe('a VPC that is not peered with the endpoint’s', () => {
  const far = 'vpc-far';
  const shared = { ...bedrock.leadingZone(), VPCs: [{ VPCId: far, VPCRegion: tokyo.region }] };
  const withTable = (...routes: ReturnType<typeof routeTo>[]): bedrock.Changes => ({
    tokyo: {
      ...zones(shared),
      Vpcs: [{ ...vpcOf(far, tokyo), CidrBlock: '10.9.0.0/16' }],
      VpcPeeringConnections: [],
      Subnets: [subnet('subnet-f', far, '10.9.0.0/24')],
      RouteTables: [mainTable('rtb-far', far, [routeTo('10.9.0.0/16', { GatewayId: 'local' }), ...routes])],
    },
    oregon: { VpcPeeringConnections: [] },
  });

  it.each<[string, ReturnType<typeof routeTo>[]]>([
    ['no route', []],
    ['a route to the internet', [routeTo('0.0.0.0/0', { GatewayId: 'igw-1' })]],
    ['a route to another VPC', [routeTo('10.2.0.0/16', { VpcPeeringConnectionId: 'pcx-9' })]],
  ])('with %s cannot reach it', (_, routes) => {
    expect(findings(bedrockWorld(withTable(...routes)))).toMatchObject([
      { status: 'failed', evidence: expect.stringContaining('no peering joins vpc-far to vpce-1') },
    ]);
  });

  it('is not judged where traffic leaves by what is not modelled', () => {
    const changes = withTable(routeTo('10.0.0.0/8', { TransitGatewayId: 'tgw-1' }));
    expect(findings(bedrockWorld(changes))).toEqual([]);
  });

  it('passes without subnets, as it has no clients', () => {
    const changes = withTable();
    expect(findings(bedrockWorld({ ...changes, tokyo: { ...changes.tokyo, Subnets: [] } }))).toMatchObject([
      { status: 'passed' },
    ]);
  });

  it.each(['DescribeRouteTables', 'DescribeSubnets', 'ListHostedZonesByVPC'])(
    'is not evaluated without %s',
    (read) => {
      const changes = withTable();
      const tokyoSide = { ...changes.tokyo, ...failed(read) };
      expect(findings(bedrockWorld({ ...changes, tokyo: tokyoSide }))).toMatchObject([
        { status: 'not-evaluated' },
      ]);
    },
  );
});

it('one VPC that cannot get there is enough', () => {
  const both = { ...bedrock.leadingZone(), VPCs: [{ VPCId: 'vpc-tokyo' }, { VPCId: 'vpc-far' }] };
  const tokyoSide: Inventory = {
    ...zones(both),
    Vpcs: [...(bedrock.tokyoSide().Vpcs ?? []), { ...vpcOf('vpc-far', tokyo), CidrBlock: '10.9.0.0/16' }],
    Subnets: [...(bedrock.tokyoSide().Subnets ?? []), subnet('subnet-f', 'vpc-far', '10.9.0.0/24')],
    RouteTables: [...(bedrock.tokyoSide().RouteTables ?? []), mainTable('rtb-far', 'vpc-far', [])],
  };
  expect(findings(bedrockWorld({ tokyo: tokyoSide }))).toMatchObject([
    {
      status: 'failed',
      evidence: expect.stringMatching(/^The record .* in vpc-far, vpc-tokyo to .*: no peering joins vpc-far/),
    },
  ]);
});

it('a path that was left out of the configured services is an open question', () => {
  const kms = { VpcEndpoints: [bedrock.bedrockEndpoint({ ServiceName: 'com.amazonaws.us-west-2.kms' })] };
  const config = { ...asked, peeringRoutedServices: [] };
  expect(findingsOfRule(privateNameStale, bedrockWorld({ oregon: kms }), { config })).toEqual([]);
});

it('is not evaluated where the path was not read', () => {
  expect(findings(bedrockWorld({ oregon: failed('DescribeSecurityGroups') }))).toMatchObject([
    { status: 'not-evaluated' },
  ]);
});

it('does not depend on the order of what was read', () => {
  const zone = zoneOf(hostName, [record(hostName, 'A', ownName), record(hostName, 'AAAA', gone)]);
  const changes = {
    tokyo: zones(zone),
    oregon: { ...stateOf('deleted'), VpcPeeringConnections: [peeringRecord()] },
  };
  const turned = { ...zone, ResourceRecordSets: (zone.ResourceRecordSets ?? []).toReversed() };
  expect(findings(bedrockWorld({ ...changes, tokyo: zones(turned) }).toReversed())).toEqual(
    findings(bedrockWorld(changes)),
  );
});
