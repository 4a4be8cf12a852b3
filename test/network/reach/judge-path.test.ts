import { describe, expect, it } from 'vitest';
import type { Inventory, InventoryKey } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import { inventoryOf, oregon, pathsOf, peeringRecord, tokyo } from '#test/builders/network.ts';
import * as build from '#test/builders/reachable.ts';

type Change = Partial<Inventory>;
type Sides = { tokyo?: Change; oregon?: Change };

const pathOf = (changes: Sides, id = 'vpc-tokyo/pcx-1/vpce-1'): ConnectionPath => {
  const paths = pathsOf([
    inventoryOf(tokyo, { ...build.tokyoInventory(), ...changes.tokyo }),
    inventoryOf(oregon, { ...build.oregonInventory(), ...changes.oregon }),
  ]);
  const path = paths.find((candidate) => candidate.id === id);
  if (path === undefined) throw new Error(`no path ${id}`);
  return path;
};

const tokyoRoutes = (...routes: Parameters<typeof build.mainTable>[2]): Sides => ({
  tokyo: { RouteTables: [build.mainTable('rtb-tokyo', 'vpc-tokyo', routes)] },
});
const interfaces = (...records: ReturnType<typeof build.networkInterface>[]): Sides => ({
  oregon: { NetworkInterfaces: records },
});

describe('the path from Tokyo to Oregon', () => {
  it('works, and every hop says why', () => {
    const path = pathOf({});
    expect(path).toMatchObject({
      verdict: 'usable',
      unknownReason: null,
      family: 'ipv4',
      provided: [],
      fix: null,
    });
    expect(path.hops.map(({ name, status, resource }) => [name, status, resource])).toEqual([
      ['endpoint-state', 'pass', 'vpce-1'],
      ['peering-state', 'pass', 'pcx-1'],
      ['consumer-route', 'pass', 'rtb-tokyo'],
      ['consumer-nacl', 'pass', 'acl-tokyo'],
      ['endpoint-subnet-nacl', 'pass', 'acl-oregon'],
      ['endpoint-security-groups', 'pass', 'sg-endpoint'],
      ['return-route', 'pass', 'rtb-oregon'],
    ]);
    expect(path.subnets).toEqual([
      { subnetId: 'subnet-a', cidr: '10.1.0.0/24', open: ['10.1.0.0/24'], stoppedBy: null },
      { subnetId: 'subnet-b', cidr: '10.1.1.0/24', open: ['10.1.1.0/24'], stoppedBy: null },
    ]);
  });

  it('works whichever side asked for the peering', () => {
    const { RequesterVpcInfo, AccepterVpcInfo } = peeringRecord();
    const turned = [peeringRecord({ RequesterVpcInfo: AccepterVpcInfo, AccepterVpcInfo: RequesterVpcInfo })];
    const both = { VpcPeeringConnections: turned };
    expect(pathOf({ tokyo: both, oregon: both }).verdict).toBe('usable');
  });

  it.each<[string, Sides, ConnectionPath['firstFailedHop'], string]>([
    [
      'without a route there',
      tokyoRoutes(),
      'consumer-route',
      'Route 10.2.0.10/32, 10.2.1.10/32 to pcx-1 in rtb-tokyo, in account 111111111111 (ap-northeast-1).',
    ],
    [
      'by a network ACL of the consumer',
      {
        tokyo: {
          NetworkAcls: [
            { ...build.openAcl('acl-tokyo', 'vpc-tokyo', ['subnet-a', 'subnet-b']), Entries: [] },
          ],
        },
      },
      'consumer-nacl',
      'Allow TCP 443 out, ahead of rule *, for 10.2.0.10/32, 10.2.1.10/32 in acl-tokyo, in account 111111111111 (ap-northeast-1).',
    ],
    [
      'by a network ACL of the endpoint',
      {
        oregon: {
          NetworkAcls: [
            { ...build.openAcl('acl-oregon', 'vpc-oregon', ['subnet-x', 'subnet-y']), Entries: [] },
          ],
        },
      },
      'endpoint-subnet-nacl',
      'Allow TCP 443 in, ahead of rule *, for 10.1.0.0/24 in acl-oregon, in account 222222222222 (us-west-2).',
    ],
    [
      'by the security group',
      { oregon: { SecurityGroups: [build.group('sg-endpoint', build.httpsFrom('10.9.0.0/16'))] } },
      'endpoint-security-groups',
      'Allow TCP 443 in, for 10.1.0.0/24 in sg-endpoint, in account 222222222222 (us-west-2).',
    ],
    [
      'without a route back',
      { oregon: { RouteTables: [build.mainTable('rtb-oregon', 'vpc-oregon', [])] } },
      'return-route',
      'Route 10.1.0.0/24 to pcx-1 in rtb-oregon, in account 222222222222 (us-west-2).',
    ],
  ])('is blocked %s', (_, changes, hop, fix) => {
    expect(pathOf(changes)).toMatchObject({ verdict: 'blocked', family: 'ipv4', firstFailedHop: hop, fix });
  });

  it('is partial where each subnet reaches a part, and says which', () => {
    const admitted = [build.group('sg-endpoint', build.httpsFrom('10.1.0.128/25', '10.1.1.0/26'))];
    expect(pathOf({ oregon: { SecurityGroups: admitted } })).toMatchObject({
      verdict: 'partial',
      firstFailedHop: 'endpoint-security-groups',
      subnets: [
        { subnetId: 'subnet-a', open: ['10.1.0.128/25'], stoppedBy: 'endpoint-security-groups' },
        { subnetId: 'subnet-b', open: ['10.1.1.0/26'], stoppedBy: 'endpoint-security-groups' },
      ],
    });
  });

  it('is usable when one subnet is, whatever the others are', () => {
    const admitted = [build.group('sg-endpoint', build.httpsFrom('10.1.1.0/24'))];
    const path = pathOf({ oregon: { SecurityGroups: admitted } });
    expect(path.verdict).toBe('usable');
    expect(path.hops.every(({ status }) => status === 'pass')).toBe(true);
    expect(path.subnets.map(({ stoppedBy }) => stoppedBy)).toEqual(['endpoint-security-groups', null]);
  });
});

describe('a fact that is missing', () => {
  const sides = { tokyo: build.tokyoInventory(), oregon: build.oregonInventory() };
  const forget = (side: 'tokyo' | 'oregon', key: InventoryKey): Sides => {
    const { [key]: _, ...rest } = sides[side];
    const gone = Object.fromEntries(Object.keys(sides[side]).map((name) => [name, undefined]));
    return { [side]: { ...gone, ...rest } };
  };

  it.each<['tokyo' | 'oregon', InventoryKey, string, string]>([
    ['tokyo', 'Subnets', 'consumer-route', 'Not read: DescribeSubnets in 111111111111/ap-northeast-1'],
    [
      'tokyo',
      'RouteTables',
      'consumer-route',
      'Not read: DescribeRouteTables in 111111111111/ap-northeast-1',
    ],
    ['tokyo', 'NetworkAcls', 'consumer-nacl', 'Not read: DescribeNetworkAcls in 111111111111/ap-northeast-1'],
    [
      'oregon',
      'NetworkAcls',
      'endpoint-subnet-nacl',
      'Not read: DescribeNetworkAcls in 222222222222/us-west-2',
    ],
    [
      'oregon',
      'SecurityGroups',
      'endpoint-security-groups',
      'Not read: DescribeSecurityGroups in 222222222222/us-west-2',
    ],
    ['oregon', 'RouteTables', 'return-route', 'Not read: DescribeRouteTables in 222222222222/us-west-2'],
    [
      'oregon',
      'NetworkInterfaces',
      'consumer-route',
      'Not read: DescribeNetworkInterfaces in 222222222222/us-west-2',
    ],
  ])('%s %s', (side, key, hop, detail) => {
    const path = pathOf(forget(side, key));
    expect(path).toMatchObject({
      verdict: 'unknown',
      unknownReason: 'not-read',
      firstFailedHop: null,
      fix: null,
    });
    expect(path.hops.find(({ status }) => status === 'unknown')).toMatchObject({ name: hop, detail });
  });

  it('tells why the read failed', () => {
    const denied = { DescribeRouteTables: { complete: false, cause: 'access-denied' as const } };
    const path = pathOf({ oregon: { RouteTables: [], Coverage: denied } });
    expect(path.hops.at(-1)?.detail).toBe(
      'Not read: DescribeRouteTables in 222222222222/us-west-2 (access-denied)',
    );
  });

  it('is told when the remote account was not scanned', () => {
    const [path] = pathsOf([inventoryOf(oregon, build.oregonInventory())]).filter(
      ({ peeringId }) => peeringId !== null,
    );
    expect(path).toMatchObject({ verdict: 'unknown', unknownReason: 'not-read', subnets: [] });
    expect(path?.hops[2]?.detail).toBe(
      'Not read: DescribeSubnets in 111111111111/ap-northeast-1 (not scanned)',
    );
  });

  it.each<[string, Sides]>([
    ['a main table', { tokyo: { RouteTables: [] } }],
    ['a named group', { oregon: { SecurityGroups: [] } }],
    [
      'a named interface',
      { oregon: { NetworkInterfaces: build.oregonInventory().NetworkInterfaces?.slice(1) } },
    ],
    ['a subnet’s network ACL', { tokyo: { NetworkAcls: [] } }],
  ])('is unknown, not empty: %s that a filtered read did not return', (_, changes) => {
    expect(pathOf(changes)).toMatchObject({ verdict: 'unknown', unknownReason: 'not-read' });
  });

  it('leaves blocked what is disproved without it', () => {
    const closed = [build.group('sg-endpoint', build.httpsFrom('10.9.0.0/16'))];
    const unread = { Subnets: undefined, RouteTables: undefined, NetworkAcls: undefined };
    expect(
      pathOf({ tokyo: unread, oregon: { SecurityGroups: closed, RouteTables: undefined } }),
    ).toMatchObject({
      verdict: 'blocked',
      firstFailedHop: 'endpoint-security-groups',
      fix: "Allow TCP 443 in, for the consumer's addresses in sg-endpoint, in account 222222222222 (us-west-2).",
    });
  });
});

describe('an inventory that contradicts itself is told as what it is', () => {
  const hub = (NetworkInterfaceId: string, address: string) =>
    build.networkInterface(NetworkInterfaceId, 'subnet-x', address);
  it.each<[string, Sides, string]>([
    [
      'an interface outside its subnet',
      interfaces(hub('eni-1', '10.9.0.1'), hub('eni-2', '10.2.0.11')),
      'eni-1 has 10.9.0.1, which is outside its subnet subnet-x',
    ],
    [
      'an address that is none',
      interfaces(hub('eni-1', 'junk'), hub('eni-2', '10.2.0.11')),
      'eni-1 has the address "junk", which is no ipv4 address',
    ],
    [
      'an interface in another VPC',
      interfaces({ ...hub('eni-1', '10.2.0.10'), VpcId: 'vpc-else' }, hub('eni-2', '10.2.0.11')),
      'eni-1 is in vpc-else, its endpoint in vpc-oregon',
    ],
    [
      'an interface without an address',
      interfaces({ NetworkInterfaceId: 'eni-1', SubnetId: 'subnet-x' }, hub('eni-2', '10.2.0.11')),
      'Not read: the addresses of eni-1',
    ],
    [
      'a subnet without a CIDR',
      { tokyo: { Subnets: [build.subnet('subnet-a', 'vpc-tokyo', 'junk')] } },
      'subnet-a has the block "junk", which is no ipv4 CIDR',
    ],
    [
      'VPCs that overlap',
      {
        tokyo: {
          Subnets: [build.subnet('subnet-a', 'vpc-tokyo', '10.2.0.0/24')],
          RouteTables: [
            build.mainTable('rtb-tokyo', 'vpc-tokyo', [build.routeTo('10.2.0.0/16', { GatewayId: 'local' })]),
          ],
        },
      },
      'the addresses of the two VPCs overlap',
    ],
    [
      'two main tables',
      {
        tokyo: {
          RouteTables: [build.mainTable('rtb-1', 'vpc-tokyo', []), build.mainTable('rtb-2', 'vpc-tokyo', [])],
        },
      },
      'vpc-tokyo has rtb-1 and rtb-2, and can have one',
    ],
    [
      'a route to a peering that is not there',
      tokyoRoutes(build.routeTo('10.2.0.0/16', { VpcPeeringConnectionId: 'pcx-9' })),
      'pcx-9, another peering, which no scanned scope shows',
    ],
  ])('%s', (_, changes, detail) => {
    const path = pathOf(changes);
    expect(path.verdict).not.toBe('usable');
    expect(path.hops.map((hop) => hop.detail).join('\n')).toContain(detail);
  });

  it.each<[string, Sides, string]>([
    [
      'no subnet',
      { tokyo: { Subnets: [] } },
      'No subnet of vpc-tokyo has addresses of a family that the endpoint has',
    ],
    [
      'no interface',
      {
        oregon: {
          VpcEndpoints: [
            {
              ...build.oregonInventory().VpcEndpoints?.[0],
              VpcEndpointId: 'vpce-1',
              NetworkInterfaceIds: [],
            },
          ],
        },
      },
      'vpce-1 has no network interface',
    ],
  ])('%s is blocked, there being no pair', (_, changes, detail) => {
    const path = pathOf(changes);
    expect(path.verdict).toBe('blocked');
    expect(path.hops.map((hop) => hop.detail)).toContain(detail);
  });
});

describe('two address families', () => {
  const dual = (): Sides => ({
    tokyo: { Subnets: [build.subnet('subnet-a', 'vpc-tokyo', '10.1.0.0/24', 'fd00:1::/64')] },
    oregon: {
      NetworkInterfaces: (build.oregonInventory().NetworkInterfaces ?? []).map((record, index) => ({
        ...record,
        Ipv6Addresses: [{ Ipv6Address: `fd00:2::${index + 1}` }],
      })),
    },
  });

  it('are judged apart, and the better is told', () => {
    expect(pathOf(dual())).toMatchObject({ verdict: 'usable', family: 'ipv4' });
    const changes = dual();
    const six = { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: 'fd00:1::/64' }] };
    const back = { DestinationIpv6CidrBlock: 'fd00:1::/64', State: 'active', ...build.viaPeering };
    const there = { DestinationIpv6CidrBlock: 'fd00:2::/64', State: 'active', ...build.viaPeering };
    const path = pathOf({
      tokyo: { ...changes.tokyo, RouteTables: [build.mainTable('rtb-tokyo', 'vpc-tokyo', [there])] },
      oregon: {
        ...changes.oregon,
        SecurityGroups: [build.group('sg-endpoint', six)],
        RouteTables: [build.mainTable('rtb-oregon', 'vpc-oregon', [back])],
      },
    });
    expect(path).toMatchObject({
      verdict: 'usable',
      family: 'ipv6',
      subnets: [{ cidr: 'fd00:1::/64', open: ['fd00:1::/64'] }],
    });
  });
});

describe('inside the endpoint’s VPC', () => {
  const own = 'vpc-oregon/-/vpce-1';
  it('works by the local route', () => {
    const path = pathOf(
      { oregon: { SecurityGroups: [build.group('sg-endpoint', build.httpsFrom('10.2.0.0/16'))] } },
      own,
    );
    expect(path).toMatchObject({ verdict: 'usable' });
    expect(path.hops.map(({ name }) => name)).not.toContain('peering-state');
  });

  it('works on condition that the client carries a group', () => {
    const members = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-client' }] };
    expect(pathOf({ oregon: { SecurityGroups: [build.group('sg-endpoint', members)] } }, own)).toMatchObject({
      verdict: 'usable',
      provided: ['the client carries security group sg-client'],
    });
  });
});

describe('a gateway endpoint', () => {
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
  const with_ = (changes: Change): ConnectionPath =>
    pathOf(
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

  it.each<[string, Change, Partial<ConnectionPath>]>([
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
    const path = with_(changes);
    expect(path).toMatchObject(told);
    expect(path.hops.map(({ name }) => name)).toEqual(['endpoint-state', 'consumer-route', 'consumer-nacl']);
  });
});
