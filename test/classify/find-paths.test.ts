import { describe, expect, it } from 'vitest';
import { connectionPathSchema } from '#model/path.ts';
import type { VpcPeeringConnection } from '#model/records.ts';
import {
  endpointRecord,
  inventoryOf,
  networkOf,
  oregon,
  pathsOf,
  peeringRecord,
  tokyo,
  tokyoToOregon,
} from '#test/builders/network.ts';

const kms = 'com.amazonaws.us-west-2.kms';

/** A hop that could not be judged, because something was not read. */
const unreadHop = (name: string, what: string) => ({
  name,
  status: 'unknown',
  resource: null,
  detail: `Not read: ${what}`,
});

it('tells Tokyo’s way to Oregon’s Bedrock', () => {
  expect(pathsOf(tokyoToOregon()).find(({ peeringId }) => peeringId !== null)).toEqual({
    id: 'vpc-tokyo/pcx-1/vpce-1',
    class: 'peering-routed-bedrock',
    verdict: 'unknown',
    unknownReason: 'not-read',
    family: 'ipv4',
    provided: [],
    notAssessed: ['IAM policies', "the client's own security group", 'the endpoint policy'],
    consumer: { ...tokyo, accountName: 'workload', vpcId: 'vpc-tokyo' },
    peeringId: 'pcx-1',
    endpoint: {
      ...oregon,
      vpcId: 'vpc-oregon',
      vpcEndpointId: 'vpce-1',
      type: 'Interface',
      state: 'available',
    },
    service: {
      name: 'com.amazonaws.us-west-2.bedrock-runtime',
      region: 'us-west-2',
      owner: 'amazon',
      ownerSource: 'service-name',
      family: 'bedrock',
      ports: [443],
    },
    dns: { name: null, resolves: 'unknown' },
    hops: [
      {
        name: 'endpoint-state',
        status: 'pass',
        resource: 'vpce-1',
        detail: 'The endpoint\'s state is "available".',
      },
      {
        name: 'peering-state',
        status: 'pass',
        resource: 'pcx-1',
        detail: 'The peering\'s status is "active".',
      },
      unreadHop('consumer-route', 'DescribeSubnets in 111111111111/ap-northeast-1'),
      unreadHop('consumer-nacl', 'the interfaces of vpce-1'),
      unreadHop('endpoint-subnet-nacl', 'the interfaces of vpce-1'),
      unreadHop('endpoint-security-groups', 'the security groups of vpce-1'),
      unreadHop('return-route', 'the interfaces of vpce-1'),
      {
        name: 'name',
        status: 'unknown',
        resource: 'vpce-1',
        detail:
          'The host name of "com.amazonaws.us-west-2.bedrock-runtime" was not told (DescribeVpcEndpointServices in 222222222222/us-west-2).',
      },
    ],
    firstFailedHop: null,
    fix: null,
    subnets: [],
    because:
      'Service "com.amazonaws.us-west-2.bedrock-runtime": its owner is "amazon" by its name alone, of the Bedrock family; client VPC vpc-tokyo is joined to the endpoint\'s VPC by peering pcx-1 (status "active").',
  });
});

it('keeps to the published schema', () => {
  for (const path of pathsOf(tokyoToOregon())) expect(connectionPathSchema.parse(path)).toEqual(path);
});

const ids = (...args: Parameters<typeof pathsOf>) => pathsOf(...args).map(({ id }) => id);

describe('which paths there are', () => {
  it('one inside the endpoint’s VPC and one over each peering that touches it, sorted', () => {
    const third = peeringRecord({
      VpcPeeringConnectionId: 'pcx-0',
      AccepterVpcInfo: { VpcId: 'vpc-3' },
      RequesterVpcInfo: { VpcId: 'vpc-oregon' },
    });
    const elsewhere = peeringRecord({
      VpcPeeringConnectionId: 'pcx-2',
      RequesterVpcInfo: { VpcId: 'vpc-tokyo' },
      AccepterVpcInfo: { VpcId: 'vpc-3' },
    });
    const extra = inventoryOf(
      { accountId: '333333333333', region: 'us-west-2' },
      { VpcPeeringConnections: [third, elsewhere] },
    );
    expect(ids([...tokyoToOregon(), extra])).toEqual([
      'vpc-3/pcx-0/vpce-1',
      'vpc-oregon/-/vpce-1',
      'vpc-tokyo/pcx-1/vpce-1',
    ]);
  });

  it.each(['active', 'pending-acceptance', 'deleted', 'hibernating'])('over a peering that is %s', (Code) => {
    expect(ids(tokyoToOregon({}, { Status: { Code } }))).toContain('vpc-tokyo/pcx-1/vpce-1');
  });

  it.each<[string, Partial<VpcPeeringConnection>]>([
    ['whose other side is not told', { RequesterVpcInfo: { OwnerId: tokyo.accountId } }],
    ['that has no other side', { RequesterVpcInfo: {} }],
    ['from a VPC to itself', { RequesterVpcInfo: { VpcId: 'vpc-oregon' } }],
    ['between other VPCs', { AccepterVpcInfo: { VpcId: 'vpc-4' } }],
  ])('none over a peering %s, which stays a peering', (_, peering) => {
    const inventories = tokyoToOregon({}, peering);
    expect(ids(inventories)).toEqual(['vpc-oregon/-/vpce-1']);
    expect([...networkOf(...inventories).peerings.keys()]).toEqual(['pcx-1']);
  });

  it('one for a dead peering without CIDRs, when its VPCs are told', () => {
    const dead = {
      Status: { Code: 'rejected' },
      RequesterVpcInfo: { VpcId: 'vpc-tokyo' },
      AccepterVpcInfo: { VpcId: 'vpc-oregon' },
    };
    const path = pathsOf(tokyoToOregon({}, dead)).find(({ peeringId }) => peeringId === 'pcx-1');
    expect(path).toMatchObject({
      verdict: 'blocked',
      consumer: { accountId: null, region: null, vpcId: 'vpc-tokyo', accountName: null },
    });
  });

  it('one without a consumer for an endpoint that is in no VPC', () => {
    const [path, ...others] = pathsOf(tokyoToOregon({ VpcId: '' }));
    expect(others).toEqual([]);
    expect(path).toMatchObject({
      id: '-/-/vpce-1',
      class: 'unclassified',
      consumer: { accountId: null, accountName: null, region: null, vpcId: null },
      endpoint: { vpcId: null },
    });
  });

  it('a blank VPC ID is none, even where a VPC of that name is listed', () => {
    const inventory = { VpcEndpoints: [endpointRecord({ VpcId: '' })], Vpcs: [{ VpcId: '' }] };
    expect(ids([inventoryOf(oregon, inventory)])).toEqual(['-/-/vpce-1']);
  });

  it('an endpoint belongs to its owner, wherever it was read', () => {
    const elsewhere = inventoryOf(
      { ...oregon, accountId: '333333333333' },
      { VpcEndpoints: [endpointRecord()] },
    );
    expect(pathsOf([elsewhere])).toMatchObject([{ consumer: oregon, endpoint: oregon }]);
  });

  it.each([
    [['*'], true],
    [['kms'], true],
    [['kms-fips', 'ecr.api'], false],
    [[], false],
  ])('with peeringRoutedServices %j: KMS over a peering is told: %s', (peeringRoutedServices, told) => {
    const paths = ids(tokyoToOregon({ ServiceName: kms }), { peeringRoutedServices });
    expect(paths.includes('vpc-tokyo/pcx-1/vpce-1')).toBe(told);
  });

  it('Bedrock and what has no class are told over a peering whatever the configuration', () => {
    for (const ServiceName of ['com.amazonaws.us-west-2.bedrock', 'acme']) {
      expect(ids(tokyoToOregon({ ServiceName }), { peeringRoutedServices: [] })).toHaveLength(2);
    }
  });

  it('an endpoint and a peering seen from several accounts make one path', () => {
    const again = inventoryOf(
      { accountId: '333333333333', region: 'us-west-2' },
      {
        VpcEndpoints: [endpointRecord()],
        VpcPeeringConnections: [peeringRecord()],
      },
    );
    expect(ids([...tokyoToOregon(), again])).toEqual(ids(tokyoToOregon()));
  });
});
