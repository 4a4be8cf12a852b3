import { describe, expect, it } from 'vitest';
import type { ConnectionPath } from '#model/path.ts';
import * as build from '#test/builders/reachable.ts';

const gateway = {
  VpcEndpointId: 'vpce-s3',
  VpcEndpointType: 'Gateway',
  VpcId: 'vpc-oregon',
  State: 'available',
  OwnerId: '222222222222',
  ServiceName: 'com.amazonaws.us-west-2.s3',
};
const byList = { DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-s3', State: 'active' };
const list = {
  PrefixListId: 'pl-s3',
  AddressFamily: 'IPv4',
  Entries: [{ Cidr: '3.5.0.0/22' }, { Cidr: '52.92.0.0/24' }],
};
const gatewayPath = (changes: build.Change): ConnectionPath =>
  build.pathOf(
    {
      oregon: {
        VpcEndpoints: [gateway],
        RouteTables: [build.mainTable('rtb-oregon', 'vpc-oregon', [byList])],
        ManagedPrefixLists: [list],
        ...changes,
      },
    },
    'vpc-oregon/-/vpce-s3',
  );
const acl = (CidrBlock: string) => ({
  ...build.openAcl('acl-oregon', 'vpc-oregon', ['subnet-x', 'subnet-y']),
  Entries: [true, false].map((Egress) => ({
    RuleNumber: 1,
    Egress,
    Protocol: '-1',
    RuleAction: 'allow',
    CidrBlock,
  })),
});

describe('a gateway endpoint', () => {
  it.each<[string, build.Change, Partial<ConnectionPath>]>([
    ['works by its route', {}, { verdict: 'usable', family: 'ipv4' }],
    [
      'has no route',
      { RouteTables: [build.mainTable('rtb-oregon', 'vpc-oregon', [])] },
      {
        verdict: 'blocked',
        firstFailedHop: 'consumer-route',
        fix: 'Associate vpce-s3 with rtb-oregon, in account 222222222222 (us-west-2).',
      },
    ],
    [
      'has a blackhole',
      { RouteTables: [build.mainTable('rtb-oregon', 'vpc-oregon', [{ ...byList, State: 'blackhole' }])] },
      { verdict: 'blocked', firstFailedHop: 'consumer-route' },
    ],
    [
      'has an ACL that admits a part of the list',
      { NetworkAcls: [acl('3.5.0.0/22')] },
      { verdict: 'partial', firstFailedHop: 'consumer-nacl' },
    ],
    [
      'has an ACL that admits none of the list',
      { NetworkAcls: [acl('10.0.0.0/8')] },
      { verdict: 'blocked', firstFailedHop: 'consumer-nacl' },
    ],
    ['has a list nobody read', { ManagedPrefixLists: [] }, { verdict: 'unknown', unknownReason: 'not-read' }],
    [
      'has a list nobody read, and an ACL that admits nothing',
      { ManagedPrefixLists: [], NetworkAcls: [{ ...acl('10.0.0.0/8'), Entries: [] }] },
      { verdict: 'blocked', firstFailedHop: 'consumer-nacl' },
    ],
    ['has tables nobody read', { RouteTables: undefined }, { verdict: 'unknown', unknownReason: 'not-read' }],
  ])('%s', (_, changes, told) => {
    const path = gatewayPath(changes);
    expect(path).toMatchObject(told);
    expect(path.hops.map(({ name }) => name)).toEqual(['endpoint-state', 'consumer-route', 'consumer-nacl']);
  });
});
