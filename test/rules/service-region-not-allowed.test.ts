import { describe, expect, it } from 'vitest';
import type { Account } from '#model/account.ts';
import { type Config, configSchema } from '#model/config.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { VpcEndpoint } from '#model/records.ts';
import { serviceRegionNotAllowed } from '#rules/service-region-not-allowed.ts';
import {
  bedrockWorld,
  type Changes,
  failed,
  fewAddressesBack,
  noWayBack,
  subject,
  tokyoRoutes,
} from '#test/builders/bedrock.ts';
import {
  accounts,
  endpointRecord,
  inventoryOf,
  oregon,
  peeringRecord,
  tokyo,
} from '#test/builders/network.ts';
import { group, routeTo } from '#test/builders/reachable.ts';
import { findingsOfRule, wholeInventory } from '#test/builders/rules.ts';

const own = 'vpc-oregon/-/vpce-1';
type Lines = { from: string; to: string[]; accounts?: string[]; organizationalUnits?: string[] }[];

const configOf = (allowedRegions: Lines | null): Partial<Config> => ({
  ...configSchema.parse({ allowedRegions }),
  publishedStatuses: ['passed', 'warning', 'failed'],
});

const statuses = (
  lines: Lines | null,
  inventories: ScopedInventory[] = bedrockWorld(),
  listed: Account[] = accounts,
) =>
  Object.fromEntries(
    findingsOfRule(serviceRegionNotAllowed, inventories, { config: configOf(lines), accounts: listed }).map(
      ({ subject: { id }, status }) => [id, status],
    ),
  );

const toOregon = { from: tokyo.region, to: [oregon.region] };
const inOregon = { from: oregon.region, to: [oregon.region] };

it('concerns nobody where it is not configured', () => {
  expect(statuses(null)).toEqual({});
});

it('fails what leads to a Region that is not allowed', () => {
  const found = findingsOfRule(serviceRegionNotAllowed, bedrockWorld(), { config: configOf([inOregon]) });
  expect(found.filter(({ status }) => status === 'failed')).toMatchObject([
    {
      severity: 'high',
      accountId: tokyo.accountId,
      subject: { id: subject },
      title:
        'Service Region is not allowed: vpc-tokyo (111111111111, ap-northeast-1) to com.amazonaws.us-west-2.bedrock-runtime in us-west-2 through vpce-1',
      evidence:
        'vpc-tokyo has a path to "com.amazonaws.us-west-2.bedrock-runtime": ap-northeast-1 -> us-west-2 is not among the Region pairs that allowedRegions has for account 111111111111. Verdict: usable.',
      remediation: expect.stringMatching(
        /^Remove endpoint vpce-1, or the routes to pcx-1; or, if ap-northeast-1 -> us-west-2/,
      ),
      fixOwner: tokyo.accountId,
    },
  ]);
});

it.each<[string, Lines, string, string]>([
  ['each pair', [toOregon, inOregon], 'passed', 'passed'],
  ['one pair', [toOregon], 'passed', 'failed'],
  ['no pair', [{ from: oregon.region, to: [tokyo.region] }], 'failed', 'failed'],
  ['any Region to one', [{ from: '*', to: [oregon.region] }], 'passed', 'passed'],
  ['one Region to any', [{ from: tokyo.region, to: ['*'] }], 'passed', 'failed'],
  ['everything', [{ from: '*', to: ['*'] }], 'passed', 'passed'],
  ['several', [{ from: tokyo.region, to: ['us-east-1', oregon.region] }, inOregon], 'passed', 'passed'],
  ['for one account', [{ from: '*', to: ['*'], accounts: [tokyo.accountId] }], 'passed', 'failed'],
  ['for another account', [{ ...toOregon, accounts: [oregon.accountId] }, inOregon], 'failed', 'passed'],
])('allowed: %s', (_, lines, overPeering, local) => {
  expect(statuses(lines)).toEqual({ [subject]: overPeering, [own]: local });
});

const pathOf = (...units: string[]) => [`o-a1b2c3d4e5/r-ab12/${units.map((it) => `${it}/`).join('')}`];

describe('by organizational unit', () => {
  const unit = 'ou-ab12-11111111';
  const lines = [{ ...toOregon, organizationalUnits: [unit] }, inOregon];
  const [workload, hub] = accounts as [Account, Account];

  it.each<[string, Partial<Account>, string]>([
    ['in it', { Paths: pathOf(unit) }, 'passed'],
    ['below it', { Paths: pathOf(unit, 'ou-ab12-22222222') }, 'passed'],
    ['in another', { Paths: pathOf('ou-ab12-22222222') }, 'failed'],
    ['of which nobody told', {}, 'not-evaluated'],
  ])('an account %s', (_, told, status) => {
    expect(statuses(lines, bedrockWorld(), [{ ...workload, ...told }, hub])[subject]).toBe(status);
  });

  it('is not needed where another line allows it', () => {
    expect(statuses([...lines, toOregon])[subject]).toBe('passed');
  });

  it('is not needed where the pair is not in the line', () => {
    const elsewhere = [{ from: tokyo.region, to: ['us-east-1'], organizationalUnits: [unit] }];
    expect(statuses(elsewhere)[subject]).toBe('failed');
  });
});

const endpointsOf = (fields: Partial<VpcEndpoint>, more: Inventory = {}) => [
  inventoryOf(oregon, wholeInventory({ VpcEndpoints: [endpointRecord(fields)], ...more })),
];

it.each([
  'com.amazonaws.iam',
  'com.amazonaws.route53',
  'com.amazonaws.cloudfront',
  'com.amazonaws.s3-global.accesspoint',
])('%s is global, and allowed', (ServiceName) => {
  expect(statuses([toOregon], endpointsOf({ ServiceName, ServiceRegion: 'us-east-1' }))).toEqual({
    [own]: 'passed',
  });
});

it.each<[string, Partial<VpcEndpoint>, Inventory]>([
  [
    'an AWS service with a Region',
    { ServiceName: 'aws.api.us-east-1.freetier', ServiceRegion: 'us-east-1' },
    {},
  ],
  [
    'an endpoint service',
    { ServiceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0', ServiceRegion: 'us-east-1' },
    {},
  ],
  [
    'a partner’s service whose name tells no Region',
    { ServiceName: 'com.amazonaws.lookalike', ServiceRegion: 'us-east-1' },
    { ServiceDetails: [{ ServiceName: 'com.amazonaws.lookalike', Owner: 'aws-marketplace' }] },
  ],
  ['a resource', { VpcEndpointType: 'Resource', ServiceName: '' }, {}],
])('%s is judged', (_, fields, more) => {
  expect(statuses([toOregon], endpointsOf(fields, more))).toEqual({ [own]: 'failed' });
  expect(statuses([{ from: '*', to: ['us-east-1', 'us-west-2'] }], endpointsOf(fields, more))).toEqual({
    [own]: 'passed',
  });
});

it.each<[string, ScopedInventory[]]>([
  ['the endpoint’s scope', bedrockWorld({ oregon: failed('DescribeVpcEndpointServices') })],
  ['the client’s scope', bedrockWorld({ tokyo: failed('DescribeVpcs') })],
])('is not evaluated where %s was not read whole', (_, inventories) => {
  expect(statuses([inOregon], inventories)[subject]).toBe('not-evaluated');
});

it.each<[string, Lines, string]>([
  ['unknown where it matters', [toOregon], 'not-evaluated'],
  ['needless where any may', [{ from: '*', to: ['us-west-2'] }], 'passed'],
])('a client’s Region that nobody told is %s', (_, lines, status) => {
  const { Region: __, ...side } = peeringRecord().RequesterVpcInfo ?? {};
  const view = {
    VpcPeeringConnections: [peeringRecord({ RequesterVpcInfo: { ...side, OwnerId: '999999999999' } })],
  };
  const [, hub] = bedrockWorld({ oregon: view }) as [ScopedInventory, ScopedInventory];
  expect(statuses(lines, [hub])[subject]).toBe(status);
});

it.each<[string, Changes, string, string]>([
  ['passes a peering that is proved closed', { oregon: noWayBack }, subject, 'passed'],
  ['fails a peering that lets some through', { oregon: fewAddressesBack }, subject, 'failed'],
  [
    'fails a peering that nobody proved closed',
    { tokyo: tokyoRoutes(routeTo('10.2.0.0/16', { TransitGatewayId: 'tgw-1' })) },
    subject,
    'failed',
  ],
  [
    'leaves open a peering that may be closed',
    { oregon: failed('DescribeSecurityGroups') },
    subject,
    'not-evaluated',
  ],
  [
    'fails an endpoint of the own VPC, open or not',
    { oregon: { SecurityGroups: [group('sg-endpoint')] } },
    own,
    'failed',
  ],
])('%s', (_, changes, id, status) => {
  const elsewhere = [{ from: '*', to: ['us-east-1'] }];
  expect(statuses(elsewhere, bedrockWorld(changes))[id]).toBe(status);
});
