import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '#app/analyse.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import type { VpcEndpoint, VpcPeeringConnection } from '#model/records.ts';
import { connectionPath } from '#rules/connection-path.ts';
import * as build from '#test/builders/network.ts';
import { findingsOfRule } from '#test/builders/rules.ts';

/*
 * What other tools were seen to get wrong, from inventories to findings. What they do to findings that are live
 * already (resolved by a failed scan, kept for ever where nothing is left, CreatedAt rewritten, one error that costs
 * the rest) is in publish.test.ts, test/securityhub/client.test.ts and test/securityhub/reconcile.test.ts.
 */

const analysed = (inventories: ScopedInventory[]) =>
  analyse({ accounts: build.accounts, inventories }, build.configOf());
const found = (inventories: ScopedInventory[]) => findingsOfRule(connectionPath, inventories);
const subjectsOf = (inventories: ScopedInventory[]): string[] =>
  found(inventories).map(({ subject }) => subject.id);

const side = (vpcId: string, fields: object = {}) => ({
  OwnerId: build.tokyo.accountId,
  Region: build.tokyo.region,
  VpcId: vpcId,
  ...fields,
});
const oregonSide = { OwnerId: build.oregon.accountId, Region: build.oregon.region, VpcId: 'vpc-oregon' };

const oregonWith = (...VpcPeeringConnections: VpcPeeringConnection[]): ScopedInventory[] => [
  build.inventoryOf(build.oregon, { VpcEndpoints: [build.endpointRecord()], VpcPeeringConnections }),
];

describe('Cloud Custodian', () => {
  it('looked at the first peering only: every one is a path, whichever side asked for it', () => {
    const peerings = ['pcx-1', 'pcx-2', 'pcx-3', 'pcx-4'].map((id, index) => {
      const client = side(`vpc-${index}`);
      const [RequesterVpcInfo, AccepterVpcInfo] =
        index % 2 === 0 ? [client, oregonSide] : [oregonSide, client];
      return build.peeringRecord({ VpcPeeringConnectionId: id, RequesterVpcInfo, AccepterVpcInfo });
    });
    expect(subjectsOf(oregonWith(...peerings))).toEqual([
      'vpc-0/pcx-1/vpce-1',
      'vpc-1/pcx-2/vpce-1',
      'vpc-2/pcx-3/vpce-1',
      'vpc-3/pcx-4/vpce-1',
      'vpc-oregon/-/vpce-1',
    ]);
  });

  it.each<[string, object]>([
    ['a field that no fixture has', { Region: 'ap-northeast-1', Novelty: { Deep: [1] } }],
    ['no CIDR', { CidrBlock: undefined }],
    ['only IPv6', { CidrBlock: undefined, Ipv6CidrBlockSet: [{ Ipv6CidrBlock: '2001:db8::/56' }] }],
    ['empty lists of CIDRs', { CidrBlockSet: [], Ipv6CidrBlockSet: [] }],
  ])('stumbled over a side with %s: it is a path all the same', (_, fields) => {
    const RequesterVpcInfo = side('vpc-tokyo', fields);
    const peering = build.peeringRecord({ RequesterVpcInfo, AccepterVpcInfo: oregonSide });
    expect(subjectsOf(oregonWith(peering))).toContain('vpc-tokyo/pcx-1/vpce-1');
  });
});

it.each([
  ['com.amazonaws.eu-west-1.bedrock-runtime', undefined, 'us-west-2'],
  ['com.amazonaws.us-west-2.s3', 'eu-west-1', 'eu-west-1'],
  ['com.amazonaws.iam', 'us-east-1', 'us-east-1'],
])(
  'the service Region of %s with ServiceRegion %s is not read from its name: %s',
  (ServiceName, told, expected) => {
    const { ServiceRegion: _, ...record } = build.endpointRecord({ ServiceName });
    const endpoint: VpcEndpoint = told === undefined ? record : { ...record, ServiceRegion: told };
    const { paths } = analysed([build.inventoryOf(build.oregon, { VpcEndpoints: [endpoint] })]);
    expect(paths.map(({ service }) => service.region)).toEqual([expected]);
  },
);

/** All that may change of an endpoint and a peering while they stay the same two things. */
const changes = fc.record({
  endpoint: fc.record(
    {
      PolicyDocument: fc.oneof(fc.json(), fc.string()),
      State: fc.constantFrom('available', 'Pending', 'deleting', 'rejected', 'Failed'),
      Tags: fc.array(fc.record({ Key: fc.string(), Value: fc.string() })),
      SubnetIds: fc.array(fc.string({ minLength: 1 })),
      PrivateDnsEnabled: fc.boolean(),
      IpAddressType: fc.constantFrom('ipv4', 'IPV4', 'dualstack'),
    },
    { requiredKeys: [] },
  ),
  peering: fc.record(
    {
      Status: fc.record({ Code: fc.constantFrom('active', 'deleted', 'pending-acceptance', 'brand-new') }),
      Tags: fc.array(fc.record({ Key: fc.string(), Value: fc.string() })),
    },
    { requiredKeys: [] },
  ),
});

const identities = (inventories: ScopedInventory[]) =>
  found(inventories).map(({ id, dependsOn }) => ({ id, dependsOn }));

it('the Id of a finding, and what it rests on, do not change with policies, tags, states or addresses', () => {
  const before = identities(build.tokyoToOregon());
  expect(before).toHaveLength(2);
  fc.assert(
    fc.property(changes, ({ endpoint, peering }) => {
      expect(identities(build.tokyoToOregon(endpoint, peering))).toEqual(before);
    }),
  );
});
