import { describe, expect, it } from 'vitest';
import type { Config } from '#model/config.ts';
import { type Inventory, operations, type ScopedInventory } from '#model/inventory.ts';
import type { ServiceDetail, VpcEndpoint } from '#model/records.ts';
import { privateDnsOff } from '#rules/private-dns-off.ts';
import { detailOf, failedRead } from '#test/builders/endpoint-rules.ts';
import {
  bedrockEndpoint,
  dhcpOf,
  hostName,
  nothingSpecial,
  oregonInventory,
  ownName,
  record,
  tokyoInventory,
  vpcOf,
  zoneOf,
} from '#test/builders/names.ts';
import { bedrockRuntime, inventoryOf, oregon, tokyo } from '#test/builders/network.ts';
import { findingsOfRule, wholeInventory } from '#test/builders/rules.ts';

type Case = {
  endpoint?: Partial<VpcEndpoint>;
  others?: VpcEndpoint[];
  detail?: Partial<ServiceDetail>;
  oregon?: Inventory;
  tokyo?: Inventory;
};

const config: Partial<Config> = { publishedStatuses: ['passed', 'warning', 'failed'] };

/** What is found of Oregon's endpoint, private DNS off, where Oregon is peered with Tokyo. */
const find = ({ endpoint = {}, others = [], detail = {}, ...change }: Case = {}) => {
  const own = {
    ...bedrockEndpoint,
    PrivateDnsEnabled: false,
    DnsEntries: [{ DnsName: ownName }],
    ...endpoint,
  };
  const inOregon = oregonInventory({
    VpcEndpoints: [own, ...others],
    ServiceDetails: [detailOf({ PrivateDnsName: hostName, ...detail })],
    ...change.oregon,
  });
  return findingsOfRule(
    privateDnsOff,
    [
      inventoryOf(oregon, wholeInventory(inOregon)),
      inventoryOf(tokyo, wholeInventory(tokyoInventory(change.tokyo))),
    ],
    { config },
  ).filter(({ subject }) => subject.id === 'vpce-1');
};

it('tells what is off, and who can turn it on', () => {
  expect(find()).toMatchObject([
    {
      status: 'warning',
      severity: 'informational',
      title: `Private DNS of endpoint vpce-1 to ${bedrockRuntime} is off`,
      evidence: expect.stringContaining(`"${hostName}" does not lead to it`),
      remediation: expect.stringContaining('In account 222222222222, turn on private DNS of vpce-1'),
      fixOwner: oregon.accountId,
      ...oregon,
    },
  ]);
});

const ofOregon = (fields = {}) => ({ VPCs: [{ VPCId: 'vpc-oregon', VPCRegion: oregon.region }], ...fields });
const leading = record(hostName, 'A', ownName);
const second: VpcEndpoint = {
  ...bedrockEndpoint,
  VpcEndpointId: 'vpce-2',
  PrivateDnsEnabled: true,
  DnsEntries: [{ DnsName: hostName }],
};
const gateway: VpcEndpoint = {
  ...second,
  VpcEndpointType: 'Gateway',
  PrivateDnsEnabled: false,
  DnsEntries: [],
};
const profile: Inventory = {
  ProfileAssociations: [{ Id: 'rpassoc-1', ProfileId: 'rp-1', ResourceId: 'vpc-oregon', Status: 'COMPLETE' }],
  ProfileResourceAssociations: [
    {
      Id: 'rpr-1',
      ProfileId: 'rp-1',
      ResourceArn: 'arn:aws:ec2:us-west-2:222222222222:vpc-endpoint/vpce-1',
      ResourceType: 'VPC_ENDPOINT',
      Status: 'COMPLETE',
    },
  ],
};

describe('passes where there stands in', () => {
  it.each<[string, Case, string]>([
    [
      'a zone of the VPC',
      { oregon: { HostedZones: [zoneOf(hostName, [leading], ofOregon())] } },
      'leads to it',
    ],
    [
      'a zone that gives its address',
      { oregon: { HostedZones: [zoneOf(hostName, [record(hostName, 'A', ['10.2.0.5'])], ofOregon())] } },
      `"${hostName}" leads to it in vpc-oregon`,
    ],
    [
      'a zone of the VPC that leads elsewhere',
      { oregon: { HostedZones: [zoneOf(hostName, [record(hostName, 'A', ['10.9.9.9'])], ofOregon())] } },
      'is answered for in vpc-oregon',
    ],
    [
      'a zone of a VPC it serves',
      { tokyo: { HostedZones: [zoneOf(hostName, [leading])] } },
      '"Z1/bedrock-runtime.us-west-2.amazonaws.com" of "Z1" leads to it',
    ],
    [
      'a zone of a VPC it serves by a way that is not a peering',
      {
        tokyo: { VpcPeeringConnections: [], HostedZones: [zoneOf(hostName, [leading])] },
        oregon: { VpcPeeringConnections: [] },
      },
      'leads to it',
    ],
    ['a Profile', { oregon: profile }, '"rpr-1" of "rp-1" leads to it'],
    ['a second endpoint', { others: [second] }, 'vpce-2 answers for the private name in its VPC'],
    ['a gateway endpoint', { others: [gateway] }, 'gateway endpoint vpce-2 serves its VPC'],
  ])('%s', (_, change, evidence) => {
    expect(find(change)).toMatchObject([{ status: 'passed', evidence: expect.stringContaining(evidence) }]);
  });
});

describe('warns though there is', () => {
  it.each<[string, Case]>([
    ['a second endpoint in another VPC', { others: [{ ...second, VpcId: 'vpc-other' }] }],
    ['a second endpoint that is not available', { others: [{ ...second, State: 'failed' }] }],
    [
      'a second endpoint to another service',
      {
        others: [
          {
            ...second,
            ServiceName: 'com.amazonaws.us-west-2.kms',
            DnsEntries: [{ DnsName: 'kms.us-west-2.amazonaws.com' }],
          },
        ],
      },
    ],
    ['a second endpoint without private DNS', { others: [{ ...second, PrivateDnsEnabled: false }] }],
    ['a zone without the record', { oregon: { HostedZones: [zoneOf(hostName, [], ofOregon())] } }],
  ])('%s', (_, change) => {
    expect(find(change)).toMatchObject([{ status: 'warning' }]);
  });
});

describe('when it is on', () => {
  const endpoint = { PrivateDnsEnabled: true, DnsEntries: [{ DnsName: ownName }, { DnsName: hostName }] };
  const off = { Value: false };

  it('passes', () => {
    expect(find({ endpoint })).toMatchObject([{ status: 'passed' }]);
  });

  it.each([
    [{ EnableDnsSupport: off }, 'enableDnsSupport'],
    [{ EnableDnsHostnames: off }, 'enableDnsHostnames'],
    [{ EnableDnsSupport: off, EnableDnsHostnames: off }, 'enableDnsSupport and enableDnsHostnames'],
    [{ EnableDnsSupport: off, EnableDnsHostnames: {} }, 'enableDnsSupport'],
  ])('warns where the VPC has %j', (fields, which) => {
    expect(find({ endpoint, oregon: { Vpcs: [vpcOf('vpc-oregon', oregon, fields)] } })).toMatchObject([
      {
        status: 'warning',
        title: `Private DNS of endpoint vpce-1 to ${bedrockRuntime} does not work in its VPC`,
        evidence: expect.stringContaining(`${which} of vpc-oregon is off`),
        remediation: expect.stringContaining(`turn on ${which} of vpc-oregon`),
      },
    ]);
  });

  it.each<[string, Inventory]>([
    ['the VPC', { Vpcs: [] }],
    ['its attributes', { Vpcs: [vpcOf('vpc-oregon', oregon, { EnableDnsSupport: {} })] }],
  ])('is not evaluated without %s', (_, change) => {
    expect(find({ endpoint, oregon: change })).toMatchObject([{ status: 'not-evaluated' }]);
  });
});

describe('is not evaluated when', () => {
  it.each<[string, Case]>([
    ['the service was not described', { detail: { ServiceName: 'other' } }],
    ['AWS did not tell whether it is on', { endpoint: { PrivateDnsEnabled: undefined } }],
    ['its VPC uses other name servers', { oregon: { DhcpOptions: [dhcpOf('10.0.0.2')] } }],
    ['a VPC it serves uses other name servers', { tokyo: { DhcpOptions: [dhcpOf('10.0.0.2')] } }],
    ['zones of a VPC it serves were not read', { tokyo: { Coverage: failedRead(operations.HostedZones) } }],
    ['its own zones were not read', { oregon: { Coverage: failedRead(operations.HostedZones) } }],
    ['its service was not read', { oregon: { Coverage: failedRead(operations.ServiceDetails) } }],
  ])('%s', (_, change) => {
    expect(find(change)).toMatchObject([{ status: 'not-evaluated' }]);
  });

  it.each<[string, string, string]>([
    ['zones of another account in the Region were not read', oregon.region, 'not-evaluated'],
    ['but not when those of another Region were not', 'eu-west-1', 'warning'],
  ])('%s', (_, region, status) => {
    const scope = { accountId: '333333333333', region };
    const blind = wholeInventory({
      ...nothingSpecial('vpc-3', scope),
      VpcPeeringConnections: [],
      Coverage: failedRead(operations.HostedZones),
    });
    const inOregon = oregonInventory({
      VpcEndpoints: [{ ...bedrockEndpoint, PrivateDnsEnabled: false }],
      VpcPeeringConnections: [],
      ServiceDetails: [detailOf({ PrivateDnsName: hostName })],
    });
    const found = findingsOfRule(
      privateDnsOff,
      [inventoryOf(oregon, wholeInventory(inOregon)), inventoryOf(scope, blind)],
      { config, accounts: [{ Id: oregon.accountId }, { Id: scope.accountId }] },
    );
    expect(found).toMatchObject([{ status }]);
  });
});

const left = { accountId: '333333333333', region: 'eu-west-1' };
it.each<[string, string[], ScopedInventory[], string]>([
  ['was read', [oregon.accountId], [], 'warning'],
  ['but one was read, which was not asked for', [oregon.accountId, left.accountId], [], 'not-evaluated'],
  [
    'but one was read, which nobody could enter',
    [oregon.accountId, left.accountId],
    [{ scope: left, inventory: {} }],
    'not-evaluated',
  ],
])('where every account %s', (_, listed, others, status) => {
  const inOregon = oregonInventory({
    VpcEndpoints: [{ ...bedrockEndpoint, PrivateDnsEnabled: false }],
    VpcPeeringConnections: [],
    ServiceDetails: [detailOf({ PrivateDnsName: hostName })],
  });
  const found = findingsOfRule(privateDnsOff, [inventoryOf(oregon, wholeInventory(inOregon)), ...others], {
    config,
    accounts: listed.map((Id) => ({ Id })),
  });
  expect(found).toMatchObject([{ status }]);
});

describe('does not concern', () => {
  it.each<[string, Case]>([
    ['a service without private names', { detail: { PrivateDnsName: '' } }],
    ['a service of an account', { detail: { Owner: '999999999999' } }],
    ['a gateway endpoint', { endpoint: { VpcEndpointType: 'Gateway' } }],
    ['what a service of AWS manages', { endpoint: { RequesterManaged: true } }],
    ['what is being deleted', { endpoint: { State: 'deleting' } }],
  ])('%s', (_, change) => {
    expect(find(change)).toEqual([]);
  });
});
