import { describe, expect, it } from 'vitest';
import { type Inventory, operations } from '#model/inventory.ts';
import type { IpPermission, VpcEndpoint } from '#model/records.ts';
import { endpointSgBlocksAll } from '#rules/endpoint-sg-blocks-all.ts';
import { detailOf, failedRead, findingsOfEndpoint } from '#test/builders/endpoint-rules.ts';
import { oregon } from '#test/builders/network.ts';
import { group, httpsFrom } from '#test/builders/reachable.ts';

const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

type Case = {
  endpoint?: Partial<VpcEndpoint>;
  inventory?: Inventory;
  servicePorts?: Record<string, number[]>;
};

const find = (rules: IpPermission[], { endpoint = {}, inventory = {}, servicePorts = {} }: Case = {}) =>
  findingsOfEndpoint(
    endpointSgBlocksAll,
    { Groups: [{ GroupId: 'sg-1' }], ...endpoint },
    { inventory: { SecurityGroups: [group('sg-1', ...rules)], ...inventory }, config: { servicePorts } },
  );

it('tells who has to open what', () => {
  expect(find([])).toMatchObject([
    {
      status: 'failed',
      severity: 'medium',
      title: 'No security group of endpoint vpce-1 to com.amazonaws.us-west-2.bedrock-runtime admits anybody',
      evidence: 'No rule of sg-1 admits TCP 443 from any address, prefix list or group.',
      remediation: expect.stringContaining('In account 222222222222, let TCP 443 in to sg-1'),
      fixOwner: oregon.accountId,
    },
  ]);
});

describe('fails when no rule', () => {
  it.each<[string, IpPermission[], Case]>([
    ['is there', [], {}],
    ['is of the port', [{ ...https, FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }], {}],
    ['is of the protocol', [{ ...https, IpProtocol: 'udp', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }], {}],
    ['has a source', [https], {}],
    [
      'refers to more than the group of a peering that is gone',
      [
        {
          ...https,
          UserIdGroupPairs: [{ GroupId: 'sg-9', VpcPeeringConnectionId: 'pcx-1', PeeringStatus: 'deleted' }],
        },
      ],
      {},
    ],
    [
      'has a list with entries',
      [{ ...https, PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
      { inventory: { ManagedPrefixLists: [{ PrefixListId: 'pl-1', Entries: [] }] } },
    ],
    [
      'is of the endpoint’s family',
      [{ ...https, Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
      { endpoint: { IpAddressType: 'IPV4' } },
    ],
    [
      'is of a port the service listens on',
      [httpsFrom('0.0.0.0/0')],
      { servicePorts: { 'bedrock-runtime': [9142, 9143] } },
    ],
  ])('%s', (_, rules, change) => {
    expect(find(rules, change)).toMatchObject([{ status: 'failed' }]);
  });

  it('of several groups admits anybody', () => {
    const Groups = [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }];
    const inventory = { SecurityGroups: [group('sg-1'), group('sg-2')] };
    expect(find([], { endpoint: { Groups }, inventory })).toMatchObject([
      { status: 'failed', evidence: expect.stringContaining('sg-1, sg-2') },
    ]);
  });
});

describe('passes when a rule admits', () => {
  it.each<[string, IpPermission[], Case]>([
    ['one address', [httpsFrom('10.1.0.7/32')], {}],
    ['everything', [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }], {}],
    [
      'a group of a peered VPC',
      [
        {
          ...https,
          UserIdGroupPairs: [{ GroupId: 'sg-9', VpcPeeringConnectionId: 'pcx-1', PeeringStatus: 'active' }],
        },
      ],
      {},
    ],
    ['the group itself', [{ ...https, UserIdGroupPairs: [{ GroupId: 'sg-1' }] }], {}],
    [
      'another group',
      [{ ...https, UserIdGroupPairs: [{ GroupId: 'sg-clients', UserId: '333333333333' }] }],
      {},
    ],
    [
      'a list’s entry',
      [{ ...https, PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
      { inventory: { ManagedPrefixLists: [{ PrefixListId: 'pl-1', Entries: [{ Cidr: '10.0.0.0/8' }] }] } },
    ],
    [
      'the IPv6 of a dual-stack endpoint',
      [{ ...https, Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
      { endpoint: { IpAddressType: 'dualstack' } },
    ],
    ['IPv6, of an endpoint that tells no family', [{ ...https, Ipv6Ranges: [{ CidrIpv6: '::/0' }] }], {}],
    ['one of two ports', [httpsFrom('10.0.0.0/8')], { servicePorts: { 'bedrock-runtime': [80, 443] } }],
    [
      'somebody, beside an unread list',
      [httpsFrom('10.0.0.0/8'), { ...https, PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
      {},
    ],
  ])('%s', (_, rules, change) => {
    expect(find(rules, change)).toMatchObject([{ status: 'passed' }]);
  });

  it('one group of several is enough, though another was not read', () => {
    const Groups = [{ GroupId: 'sg-1' }, { GroupId: 'sg-unread' }];
    expect(find([httpsFrom('10.0.0.0/8')], { endpoint: { Groups } })).toMatchObject([{ status: 'passed' }]);
  });
});

const theirs = {
  endpoint: { ServiceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-1' },
  inventory: {
    ServiceDetails: [
      detailOf({ ServiceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-1', Owner: '999999999999' }),
    ],
  },
};

describe('a service whose ports are not known', () => {
  it('fails when no rule admits any port', () => {
    expect(find([{ ...https, IpProtocol: 'icmp' }], theirs)).toMatchObject([
      { status: 'failed', evidence: 'No rule of sg-1 admits TCP from any address, prefix list or group.' },
    ]);
  });

  it('is not evaluated when one admits some', () => {
    expect(find([httpsFrom('10.0.0.0/8')], theirs)).toMatchObject([{ status: 'not-evaluated' }]);
  });

  it('is judged by the ports that are configured', () => {
    const servicePorts = { [theirs.endpoint.ServiceName]: [8443] };
    expect(find([httpsFrom('10.0.0.0/8')], { ...theirs, servicePorts })).toMatchObject([
      { status: 'failed' },
    ]);
  });
});

describe('is not evaluated when', () => {
  it.each<[string, IpPermission[], Case]>([
    ['AWS told no groups', [], { endpoint: { Groups: [] } }],
    ['a group has no ID', [], { endpoint: { Groups: [{ GroupId: 'sg-1' }, {}] } }],
    ['AWS told no VPC', [], { endpoint: { VpcId: '' } }],
    [
      'a group is not among those read',
      [],
      { endpoint: { Groups: [{ GroupId: 'sg-1' }, { GroupId: 'sg-unread' }] } },
    ],
    ['the groups were not read', [], { inventory: { Coverage: failedRead(operations.SecurityGroups) } }],
    ['a list was not read', [{ ...https, PrefixListIds: [{ PrefixListId: 'pl-1' }] }], {}],
    ['a rule tells no ports', [{ IpProtocol: 'tcp', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }], {}],
    ['a source is no CIDR', [httpsFrom('ten dot one')], {}],
  ])('%s', (_, rules, change) => {
    expect(find(rules, change)).toMatchObject([{ status: 'not-evaluated' }]);
  });
});

it.each<[string, Partial<VpcEndpoint>]>([
  ['a gateway endpoint', { VpcEndpointType: 'Gateway' }],
  ['an endpoint of a later type', { VpcEndpointType: 'Wormhole' }],
  ['an endpoint that is being deleted', { State: 'deleting' }],
])('does not concern %s', (_, endpoint) => {
  expect(find([], { endpoint })).toEqual([]);
});

it('says who alone can change what an AWS service manages', () => {
  expect(find([], { endpoint: { RequesterManaged: true } })).toMatchObject([
    { status: 'failed', remediation: expect.stringContaining('An AWS service manages the endpoint') },
  ]);
});
