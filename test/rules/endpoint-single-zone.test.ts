import { describe, expect, it } from 'vitest';
import { type Inventory, operations } from '#model/inventory.ts';
import type { ServiceDetail, Subnet, VpcEndpoint } from '#model/records.ts';
import { endpointSingleZone } from '#rules/endpoint-single-zone.ts';
import { detailOf, failedRead, findingsOfEndpoint } from '#test/builders/endpoint-rules.ts';
import { oregon } from '#test/builders/network.ts';

const subnet = (SubnetId: string, zone: number, fields: Partial<Subnet> = {}): Subnet => ({
  SubnetId,
  VpcId: 'vpc-oregon',
  AvailabilityZoneId: `usw2-az${zone}`,
  AvailabilityZone: `us-west-2${'abcd'[zone - 1]}`,
  ...fields,
});

type Case = { endpoint?: Partial<VpcEndpoint>; detail?: Partial<ServiceDetail>; inventory?: Inventory };

const zones = (...ids: number[]) => ids.map((id) => `usw2-az${id}`);

/** What is found of an endpoint in these subnets, in a VPC that has those and these others. */
const find = (own: Subnet[], others: Subnet[], { endpoint = {}, detail = {}, inventory = {} }: Case = {}) =>
  findingsOfEndpoint(
    endpointSingleZone,
    { SubnetIds: own.map(({ SubnetId }) => SubnetId), ...endpoint },
    {
      inventory: {
        Subnets: [...own, ...others],
        ServiceDetails: [detailOf({ AvailabilityZoneIds: zones(1, 2, 3), ...detail })],
        ...inventory,
      },
    },
  );

it('tells which subnets there are in other zones', () => {
  expect(find([subnet('subnet-a', 1)], [subnet('subnet-b', 2), subnet('subnet-c', 3)])).toMatchObject([
    {
      status: 'failed',
      severity: 'low',
      title: 'One zone alone holds endpoint vpce-1 to com.amazonaws.us-west-2.bedrock-runtime',
      evidence:
        'The endpoint is in usw2-az1 alone; its VPC has subnets in other zones of the service: subnet-b (usw2-az2), subnet-c (usw2-az3).',
      remediation: expect.stringContaining('In account 222222222222, add a subnet of another zone to vpce-1'),
      fixOwner: oregon.accountId,
    },
  ]);
});

const a = subnet('subnet-a', 1);
const sameZone = subnet('subnet-a2', 1);
const b = subnet('subnet-b', 2);

it.each<[string, string, Subnet[], Subnet[], Case]>([
  ['two subnets of one zone count as one', 'failed', [a, sameZone], [b], {}],
  ['two zones', 'passed', [a, b], [], {}],
  [
    'two zones, of which the service tells one',
    'passed',
    [a, b],
    [],
    { detail: { AvailabilityZoneIds: zones(1) } },
  ],
  ['a VPC of one zone', 'passed', [a], [sameZone], {}],
  ['a service of one zone', 'passed', [a], [b], { detail: { AvailabilityZoneIds: zones(1) } }],
  [
    'a VPC that shares one zone with the service',
    'passed',
    [a],
    [b],
    { detail: { AvailabilityZoneIds: zones(1, 3) } },
  ],
  ['a subnet of another VPC', 'passed', [a], [subnet('subnet-x', 2, { VpcId: 'vpc-other' })], {}],
  [
    'a service that tells its zones by name',
    'failed',
    [a],
    [b],
    { detail: { AvailabilityZoneIds: [], AvailabilityZones: ['us-west-2a', 'us-west-2b'] } },
  ],
  [
    'a service whose names are other zones',
    'passed',
    [a],
    [b],
    { detail: { AvailabilityZoneIds: [], AvailabilityZones: ['us-west-2a', 'us-west-2c'] } },
  ],
  ['a service that tells no zones', 'not-evaluated', [a], [b], { detail: { AvailabilityZoneIds: [] } }],
  ['a service nobody described', 'not-evaluated', [a], [b], { inventory: { ServiceDetails: [] } }],
  ['an endpoint without subnets', 'not-evaluated', [], [b], {}],
  [
    'an endpoint of an unread subnet',
    'not-evaluated',
    [a],
    [b],
    { endpoint: { SubnetIds: ['subnet-a', 'subnet-z'] } },
  ],
  [
    'an endpoint whose subnet tells no zone',
    'not-evaluated',
    [{ SubnetId: 'subnet-q', VpcId: 'vpc-oregon' }],
    [b],
    {},
  ],
  [
    'another subnet that tells no zone',
    'not-evaluated',
    [a],
    [{ SubnetId: 'subnet-q', VpcId: 'vpc-oregon' }],
    {},
  ],
  ['an endpoint without a VPC', 'not-evaluated', [a], [b], { endpoint: { VpcId: '' } }],
  ['a service that tells its own Region', 'failed', [a], [b], { endpoint: { ServiceRegion: '' } }],
])('%s: %s', (...[, status, own, others, change]) => {
  expect(find(own, others, change)).toMatchObject([{ status }]);
});

it.each([operations.Subnets, operations.ServiceDetails])('is not evaluated when %s failed', (operation) => {
  expect(find([a], [b], { inventory: { Coverage: failedRead(operation) } })).toMatchObject([
    { status: 'not-evaluated' },
  ]);
});

describe('does not concern', () => {
  it.each<[string, Partial<VpcEndpoint>]>([
    ['a gateway endpoint', { VpcEndpointType: 'Gateway' }],
    ['an endpoint that is being deleted', { State: 'Deleted' }],
    ['a service of another Region, whose zones are not those of the VPC', { ServiceRegion: 'eu-west-1' }],
  ])('%s', (_, endpoint) => {
    expect(find([a], [b], { endpoint })).toEqual([]);
  });
});

it('says who alone can change what an AWS service manages', () => {
  expect(find([a], [b], { endpoint: { RequesterManaged: true } })).toMatchObject([
    { status: 'failed', remediation: expect.stringContaining('An AWS service manages the endpoint') },
  ]);
});
