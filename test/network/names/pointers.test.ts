import { expect, it } from 'vitest';
import type { Inventory } from '#model/inventory.ts';
import type { ResourceRecordSet } from '#model/records.ts';
import { pointersOf } from '#network/names/pointers.ts';
import { bedrockWorld } from '#test/builders/bedrock.ts';
import { hostName, ownName, record, zoneOf } from '#test/builders/names.ts';
import { networkOf, tokyo } from '#test/builders/network.ts';

const pointersIn = (inTokyo: Inventory) => pointersOf(networkOf(...bedrockWorld({ tokyo: inTokyo })));
const targetOf = (...records: ResourceRecordSet[]) =>
  pointersIn({ HostedZones: [zoneOf('corp.example.com', records)] }).map(({ vpcEndpointId, place }) => [
    vpcEndpointId,
    place.region,
  ]);

it.each<[string, string, string]>([
  ['vpce-0a1-x7.kms.us-east-1.vpce.amazonaws.com', 'vpce-0a1', 'us-east-1'],
  ['vpce-0a1-x7-us-east-1a.kms.us-east-1.vpce.amazonaws.com.', 'vpce-0a1', 'us-east-1'],
  ['*.vpce-0a1-x7.s3.us-east-1.vpce.amazonaws.com', 'vpce-0a1', 'us-east-1'],
  ['bucket.vpce-0a1-x7.s3.us-east-1.vpce.amazonaws.com', 'vpce-0a1', 'us-east-1'],
  ['VPCE-0A1-X7.KMS.US-EAST-1.VPCE.AMAZONAWS.COM', 'vpce-0a1', 'us-east-1'],
  ['vpce-0a1-x7.api.ecr.us-east-1.vpce.amazonaws.com', 'vpce-0a1', 'us-east-1'],
  ['vpce-0a1-x7.vpce-svc-0b2.us-east-1.vpce.amazonaws.com', 'vpce-0a1', 'us-east-1'],
  ['vpce-0a1-x7.kms.cn-north-1.vpce.amazonaws.com.cn', 'vpce-0a1', 'cn-north-1'],
  [ownName, 'vpce-1', 'us-west-2'],
])('%s is a name of %s in %s', (name, id, region) => {
  expect(targetOf(record('a.corp.example.com', 'A', name))).toEqual([[id, region]]);
  expect(targetOf(record('a.corp.example.com', 'CNAME', [name]))).toEqual([[id, region]]);
});

it.each([
  'vpce-svc-0b2.us-east-1.vpce.amazonaws.com',
  'vpce.amazonaws.com',
  'vpce',
  'vpce-0a1-x7',
  'vpce-0a1-x7.vpce.amazonaws.com',
  'vpce-0a1.kms.us-east-1.vpce.amazonaws.com',
  'my-vpce-0a1-x7.kms.us-east-1.vpce.amazonaws.com',
  'kms.us-east-1.amazonaws.com',
  '',
])('"%s" is a name of no endpoint', (name) => {
  expect(targetOf(record('a.corp.example.com', 'CNAME', [name]))).toEqual([]);
});

it('takes a record for text that gives no name: addresses, and what only looks like one', () => {
  expect(targetOf(record('a.corp.example.com', 'A', ['10.2.0.10']))).toEqual([]);
  expect(targetOf(record('a.corp.example.com', 'TXT', [ownName]))).toEqual([]);
});

it('tells whose VPCs a record serves, and who can change it', () => {
  const shared = zoneOf(hostName, [record(`${hostName}.`, 'A', ownName)], {
    Owner: { OwningAccount: '333333333333' },
    VPCs: [{ VPCId: 'vpc-tokyo' }, { VPCId: 'vpc-other' }],
  });
  expect(pointersIn({ HostedZones: [shared] })).toEqual([
    {
      kind: 'record',
      scope: tokyo,
      id: `Z1/${hostName}`,
      holder: 'Z1',
      vpcIds: ['vpc-tokyo', 'vpc-other'],
      changedBy: '333333333333',
      vpcEndpointId: 'vpce-1',
      place: { accountId: null, region: 'us-west-2' },
      target: ownName,
    },
  ]);
});

it('leaves out zones whose records were not read, and those of no VPC', () => {
  const { ResourceRecordSets: _, ...unread } = zoneOf(hostName, []);
  const unused = zoneOf(hostName, [record(hostName, 'A', ownName)], { VPCs: [] });
  expect(pointersIn({ HostedZones: [unread, unused] })).toEqual([]);
});
