import { describe, expect, it } from 'vitest';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { Route } from '#model/records.ts';
import { peeringWiderThanNeeded } from '#rules/peering-wider-than-needed.ts';
import { endpointRecord, inventoryOf, oregon, tokyo } from '#test/builders/network.ts';
import {
  mainTable,
  oregonInventory,
  routeTo,
  type Sides,
  subnet,
  tokyoInventory,
  viaPeering,
} from '#test/builders/reachable.ts';
import { findingsOfRule, wholeInventory } from '#test/builders/rules.ts';

const config = {
  publishedStatuses: ['passed' as const, 'warning' as const, 'failed' as const],
  rules: { 'peering-wider-than-needed': { enabled: true } },
};

const world = ({ tokyo: own = {}, oregon: hub = {} }: Sides): ScopedInventory[] => [
  inventoryOf(tokyo, wholeInventory({ ...tokyoInventory(), ...own })),
  inventoryOf(oregon, wholeInventory({ ...oregonInventory(), ...hub })),
];

const findingsOf = (sides: Sides) => findingsOfRule(peeringWiderThanNeeded, world(sides), { config });

const [subnetX, subnetY] = oregonInventory().Subnets ?? [];
if (subnetX === undefined || subnetY === undefined) throw new Error('Oregon has two subnets.');
const database = subnet('subnet-db', 'vpc-oregon', '10.2.9.0/24', '2001:db8:2::/64');
/** Oregon with a subnet of databases beside those of the endpoint. */
const withDatabase = { Subnets: [subnetX, subnetY, database] };
const routing = (...routes: Route[]): Inventory => ({
  RouteTables: [mainTable('rtb-tokyo', 'vpc-tokyo', routes)],
});
const narrow = [routeTo('10.2.0.0/24', viaPeering), routeTo('10.2.1.0/24', viaPeering)];

it('warning: the route to the whole VPC opens a subnet without an endpoint', () => {
  expect(findingsOf({ oregon: withDatabase })).toMatchObject([
    {
      id: 'vpc-path-auditor/aws/111111111111/ap-northeast-1/peering-wider-than-needed/pcx-1',
      status: 'warning',
      severity: 'low',
      title: 'Peering pcx-1 is routed to more than endpoints',
      ...tokyo,
      pathIds: ['vpc-tokyo/pcx-1/vpce-1'],
      evidence:
        'rtb-tokyo of vpc-tokyo (111111111111, ap-northeast-1) leads to subnets of vpc-oregon (222222222222, us-west-2) without an endpoint: subnet-db 10.2.9.0/24. Endpoints are in subnet-x 10.2.0.0/24, subnet-y 10.2.1.0/24. Network ACLs and security groups may let less through.',
      remediation:
        'In account 111111111111, replace the routes over pcx-1 in rtb-tokyo by routes to the subnets of the endpoints alone: 10.2.0.0/24, 10.2.1.0/24.',
      fixOwner: '111111111111',
    },
  ]);
});

it.each<[string, Route[]]>([
  ['a route to a part of it', [...narrow, routeTo('10.2.9.128/25', viaPeering)]],
  ['a default route', [routeTo('0.0.0.0/0', viaPeering)]],
  [
    'an IPv6 route',
    [...narrow, { DestinationIpv6CidrBlock: '2001:db8:2::/56', State: 'active', ...viaPeering }],
  ],
])('warning: %s opens it', (_, routes) => {
  expect(findingsOf({ tokyo: routing(...routes), oregon: withDatabase })).toMatchObject([
    { status: 'warning', evidence: expect.stringContaining('subnet-db 10.2.9.0/24') },
  ]);
});

it('warning: a prefix list opens it', () => {
  const lists = [{ PrefixListId: 'pl-1', Entries: [{ Cidr: '10.2.0.0/16' }] }];
  const byList = { DestinationPrefixListId: 'pl-1', State: 'active', ...viaPeering };
  const own = { ...routing(byList), ManagedPrefixLists: lists };
  expect(findingsOf({ tokyo: own, oregon: withDatabase })).toMatchObject([{ status: 'warning' }]);
});

const other = endpointRecord({
  VpcEndpointId: 'vpce-2',
  ServiceName: 'com.amazonaws.us-west-2.kms',
  SubnetIds: ['subnet-db'],
  NetworkInterfaceIds: ['eni-9'],
});

describe('passing', () => {
  it.each<[string, Sides]>([
    ['every subnet of the other VPC has an endpoint', {}],
    ['the routes are to the endpoint’s subnets', { tokyo: routing(...narrow), oregon: withDatabase }],
    [
      'a longer prefix takes the rest elsewhere',
      {
        tokyo: routing(routeTo('10.2.0.0/16', viaPeering), routeTo('10.2.9.0/24', { GatewayId: 'igw-1' })),
        oregon: withDatabase,
      },
    ],
    [
      'the rest is a blackhole',
      {
        tokyo: routing(routeTo('10.2.0.0/16', viaPeering), {
          ...routeTo('10.2.9.0/24', viaPeering),
          State: 'blackhole',
        }),
        oregon: withDatabase,
      },
    ],
    [
      'a hub that serves many: the other subnet has another endpoint',
      {
        oregon: { ...withDatabase, VpcEndpoints: [...(oregonInventory().VpcEndpoints ?? []), other] },
      },
    ],
  ])('%s', (_, sides) => {
    const found = findingsOf(sides).filter(({ subject }) => subject.id === 'pcx-1');
    expect(found).toMatchObject([{ status: 'passed' }]);
  });
});

it('credits no endpoint that goes, and none that a peering cannot lead to', () => {
  const [endpoint] = oregonInventory().VpcEndpoints ?? [];
  for (const fields of [{ State: 'deleting' }, { VpcEndpointType: 'GatewayLoadBalancer' }]) {
    const VpcEndpoints = [...(endpoint === undefined ? [] : [endpoint]), { ...other, ...fields }];
    expect(findingsOf({ oregon: { ...withDatabase, VpcEndpoints } })).toMatchObject([{ status: 'warning' }]);
  }
});

describe('unknown', () => {
  const { SubnetIds: _, ...subnetless } = other;
  it.each<[string, Sides]>([
    [
      'what beside the endpoints is sent over it is not known',
      {
        tokyo: routing(...narrow, { ...routeTo('10.2.9.0/24', viaPeering), State: 'resting' }),
        oregon: withDatabase,
      },
    ],
    [
      'AWS did not tell an endpoint’s subnets',
      { oregon: { ...withDatabase, VpcEndpoints: [...(oregonInventory().VpcEndpoints ?? []), subnetless] } },
    ],
    [
      'a subnet’s block is no CIDR',
      {
        oregon: { Subnets: [subnetX, subnetY, { ...database, CidrBlock: 'all of it' }] },
        tokyo: routing(...narrow),
      },
    ],
  ])('%s', (_case, sides) => {
    expect(findingsOf(sides)).toMatchObject([{ status: 'not-evaluated' }]);
  });
});

it.each<[string, Sides]>([
  ['no path over it works', { tokyo: routing() }],
  [
    'whether a path works was not read, so that what was found before stands',
    { oregon: { Coverage: { DescribeSecurityGroups: { complete: false } }, SecurityGroups: [] } },
  ],
  ['it is not active', { tokyo: { VpcPeeringConnections: [] }, oregon: { VpcPeeringConnections: [] } }],
  ['it carries no endpoint’s path', { oregon: { VpcEndpoints: [] } }],
])('is not concerned where %s', (_, sides) => {
  expect(findingsOf({ ...sides, oregon: { ...withDatabase, ...sides.oregon } })).toEqual([]);
});

it('is off unless switched on', () => {
  const { rules: _, ...rest } = config;
  expect(findingsOfRule(peeringWiderThanNeeded, world({ oregon: withDatabase }), { config: rest })).toEqual(
    [],
  );
});

it('looks both ways', () => {
  const inTokyo = endpointRecord({
    VpcEndpointId: 'vpce-3',
    VpcId: 'vpc-tokyo',
    OwnerId: tokyo.accountId,
    ServiceName: 'com.amazonaws.ap-northeast-1.bedrock-runtime',
    ServiceRegion: 'ap-northeast-1',
    SubnetIds: ['subnet-a'],
    NetworkInterfaceIds: ['eni-3'],
    Groups: [{ GroupId: 'sg-tokyo' }],
    IpAddressType: 'ipv4',
  });
  const own: Inventory = {
    VpcEndpoints: [inTokyo],
    NetworkInterfaces: [
      {
        NetworkInterfaceId: 'eni-3',
        VpcId: 'vpc-tokyo',
        SubnetId: 'subnet-a',
        PrivateIpAddress: '10.1.0.9',
        Groups: [{ GroupId: 'sg-tokyo' }],
      },
    ],
    SecurityGroups: [
      {
        GroupId: 'sg-tokyo',
        IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.2.0.0/16' }] }],
      },
    ],
  };
  expect(findingsOf({ tokyo: own })).toMatchObject([
    {
      status: 'warning',
      pathIds: ['vpc-oregon/pcx-1/vpce-3', 'vpc-tokyo/pcx-1/vpce-1'],
      evidence: expect.stringMatching(
        /^rtb-oregon of vpc-oregon .* subnet-b 10\.1\.1\.0\/24\. Endpoints are in subnet-a/,
      ),
      fixOwner: '222222222222',
    },
  ]);
});

it('the order of what was read decides nothing', () => {
  const inventories = world({ oregon: withDatabase });
  const found = findingsOfRule(peeringWiderThanNeeded, inventories, { config });
  expect(findingsOfRule(peeringWiderThanNeeded, inventories.toReversed(), { config })).toEqual(found);
});
