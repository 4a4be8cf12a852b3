import { describe, expect, it } from 'vitest';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { Route, RouteTable, VpcPeeringConnection } from '#model/records.ts';
import { peeringHalfRouted } from '#rules/peering-half-routed.ts';
import { inventoryOf, oregon, peeringRecord, tokyo } from '#test/builders/network.ts';
import { mainTable, oregonInventory, routeTo, tokyoInventory, viaPeering } from '#test/builders/reachable.ts';
import { findingsOfRule, wholeInventory } from '#test/builders/rules.ts';

const publishedStatuses = ['passed' as const, 'warning' as const, 'failed' as const];
const dual = {
  RequesterVpcInfo: {
    ...peeringRecord().RequesterVpcInfo,
    Ipv6CidrBlockSet: [{ Ipv6CidrBlock: '2001:db8:1::/56' }],
  },
  AccepterVpcInfo: {
    ...peeringRecord().AccepterVpcInfo,
    Ipv6CidrBlockSet: [{ Ipv6CidrBlock: '2001:db8:2::/56' }],
  },
};

type Sides = {
  tokyo?: Route[] | RouteTable[] | Inventory;
  oregon?: Route[] | RouteTable[] | Inventory;
  peering?: Partial<VpcPeeringConnection>;
};

const isTable = (one: Route | RouteTable): one is RouteTable => 'RouteTableId' in one;

const toInventory = (vpcId: string, told: Sides['tokyo']): Inventory => {
  if (told === undefined) return {};
  if (!Array.isArray(told)) return told;
  const tables = told.filter(isTable);
  const routes = told.filter((one) => !isTable(one));
  return { RouteTables: tables.length > 0 ? tables : [mainTable(`rtb-${vpcId}`, vpcId, routes)] };
};

/** Tokyo and Oregon with routes both ways, read whole, but for what is given of a side. */
const world = (sides: Sides): ScopedInventory[] => {
  const peering = { VpcPeeringConnections: [peeringRecord(sides.peering)] };
  const [own, hub] = [toInventory('vpc-tokyo', sides.tokyo), toInventory('vpc-oregon', sides.oregon)];
  return [
    inventoryOf(tokyo, wholeInventory({ ...tokyoInventory(), ...peering, ...own })),
    inventoryOf(oregon, wholeInventory({ ...oregonInventory(), ...peering, ...hub })),
  ];
};

const findingsOf = (inventories: ScopedInventory[]) =>
  findingsOfRule(peeringHalfRouted, inventories, { config: { publishedStatuses } });

const there = routeTo('10.2.0.0/16', viaPeering);
const back = routeTo('10.1.0.0/16', viaPeering);
const route6 = (DestinationIpv6CidrBlock: string): Route => ({
  DestinationIpv6CidrBlock,
  State: 'active',
  ...viaPeering,
});
const [there6, back6] = [route6('2001:db8:2::/56'), route6('2001:db8:1::/56')];
const byList = { DestinationPrefixListId: 'pl-1', State: 'active', ...viaPeering };

it('failing: Tokyo leads to Oregon, and Oregon does not lead back', () => {
  expect(findingsOf(world({ oregon: [] as Route[] }))).toMatchObject([
    {
      id: 'vpc-path-auditor/aws/111111111111/ap-northeast-1/peering-half-routed/pcx-1',
      status: 'failed',
      severity: 'low',
      title: 'Peering pcx-1 has routes on one side only',
      ...tokyo,
      evidence:
        'IPv4: rtb-tokyo of vpc-tokyo (111111111111, ap-northeast-1) leads to 10.2.0.0/16 over it; no table in use of vpc-oregon (222222222222, us-west-2) leads back to 10.1.0.0/16.',
      remediation: expect.stringMatching(
        /^In account 222222222222, add a route to 10\.1\.0\.0\/16 over pcx-1/,
      ),
      fixOwner: '222222222222',
      dependsOn: { scopes: [tokyo, oregon] },
    },
  ]);
});

describe('failing', () => {
  it.each<[string, Sides, string]>([
    ['Oregon leads to Tokyo, and Tokyo does not lead back', { tokyo: [] as Route[] }, '111111111111'],
    ['the route back is a blackhole', { oregon: [{ ...back, State: 'blackhole' }] }, '222222222222'],
    [
      'the route back leads by another peering',
      {
        oregon: [routeTo('10.1.0.0/16', { VpcPeeringConnectionId: 'pcx-2' })],
      },
      '222222222222',
    ],
    [
      'the route over it is to addresses the other VPC does not have',
      {
        oregon: [routeTo('10.9.0.0/16', viaPeering)],
      },
      '222222222222',
    ],
    [
      'the route back is in a table that nobody uses',
      {
        oregon: [
          { RouteTableId: 'rtb-lost', VpcId: 'vpc-oregon', Routes: [back], Associations: [] },
          mainTable('rtb-oregon', 'vpc-oregon', []),
        ],
      },
      '222222222222',
    ],
    [
      'the route back is in a gateway’s table',
      {
        oregon: [
          {
            RouteTableId: 'rtb-edge',
            VpcId: 'vpc-oregon',
            Routes: [back],
            Associations: [{ GatewayId: 'igw-1' }],
          },
          mainTable('rtb-oregon', 'vpc-oregon', []),
        ],
      },
      '222222222222',
    ],
    [
      'the route back is in another VPC’s table',
      {
        oregon: [mainTable('rtb-other', 'vpc-other', [back]), mainTable('rtb-oregon', 'vpc-oregon', [])],
      },
      '222222222222',
    ],
    [
      'IPv6 has no way back, though IPv4 has',
      {
        peering: dual,
        tokyo: [there, there6],
        oregon: [back],
      },
      '222222222222',
    ],
    ['each family goes one way', { peering: dual, tokyo: [there], oregon: [back6] }, '222222222222'],
    [
      'a prefix list leads there',
      {
        tokyo: {
          RouteTables: [mainTable('rtb-tokyo', 'vpc-tokyo', [byList])],
          ManagedPrefixLists: [{ PrefixListId: 'pl-1', Entries: [{ Cidr: '10.2.0.0/20' }] }],
        },
        oregon: [] as Route[],
      },
      '222222222222',
    ],
  ])('%s', (_, sides, fixOwner) => {
    expect(findingsOf(world(sides))).toMatchObject([{ status: 'failed', fixOwner }]);
  });
});

describe('passing', () => {
  it.each<[string, Sides, string]>([
    ['both sides lead to the other', {}, 'Both sides have routes over it.'],
    ['neither does: it is unused, not half', { tokyo: [] as Route[], oregon: [] as Route[] }, 'Neither side'],
    ['to a part of the other VPC', { oregon: [routeTo('10.1.0.0/28', viaPeering)] }, 'Both'],
    ['with a default route', { oregon: [routeTo('0.0.0.0/0', viaPeering)] }, 'Both'],
    [
      'from one subnet’s table',
      {
        oregon: [
          {
            RouteTableId: 'rtb-x',
            VpcId: 'vpc-oregon',
            Routes: [back],
            Associations: [{ SubnetId: 'subnet-x' }],
          },
          mainTable('rtb-oregon', 'vpc-oregon', []),
        ],
      },
      'Both',
    ],
    ['in both families', { peering: dual, tokyo: [there, there6], oregon: [back, back6] }, 'Both'],
    ['an IPv6 route to a VPC that has no IPv6 leads nowhere', { tokyo: [there, there6] }, 'Both'],
    [
      'an unread prefix list of IPv6, where nobody has IPv6',
      {
        oregon: {
          RouteTables: [mainTable('rtb-oregon', 'vpc-oregon', [back, byList])],
          ManagedPrefixLists: [{ PrefixListId: 'pl-1', AddressFamily: 'IPv6' }],
        },
      },
      'Both',
    ],
  ])('%s', (_, sides, evidence) => {
    expect(findingsOf(world(sides))).toMatchObject([
      { status: 'passed', evidence: expect.stringContaining(evidence) },
    ]);
  });
});

const failed = (operation: string) => ({ Coverage: { [operation]: { complete: false } } });

describe('unknown', () => {
  const { Routes: _, ...routeless } = mainTable('rtb-oregon', 'vpc-oregon', []);
  it.each<[string, Sides]>([
    ['the tables were not read', { oregon: { ...failed('DescribeRouteTables'), RouteTables: [] } }],
    ['no table of the VPC was returned', { oregon: { RouteTables: [] } }],
    ['a table came without its routes', { oregon: { RouteTables: [routeless] } }],
    ['the state of the route back was not told', { oregon: [{ ...back, State: '' }] }],
    [
      'the way back may be in a prefix list',
      {
        oregon: {
          RouteTables: [mainTable('rtb-oregon', 'vpc-oregon', [byList])],
          ManagedPrefixLists: [{ PrefixListId: 'pl-1' }],
        },
      },
    ],
    ['prefix lists were not read', { tokyo: failed('DescribeManagedPrefixLists') }],
    ['AWS told no status', { peering: { Status: {} } }],
  ])('%s', (_case, sides) => {
    expect(findingsOf(world(sides))).toMatchObject([{ status: 'not-evaluated', remediation: null }]);
  });

  it('the other side is not in the Organization', () => {
    const [own] = world({});
    const accounts = [{ Id: tokyo.accountId }];
    expect(findingsOfRule(peeringHalfRouted, own === undefined ? [] : [own], { accounts })).toMatchObject([
      { ...tokyo, status: 'not-evaluated' },
    ]);
  });

  it('the other side’s scope was not read', () => {
    expect(findingsOf(world({}).slice(1))).toMatchObject([{ ...tokyo, status: 'not-evaluated' }]);
  });
});

it.each(['pending-acceptance', 'deleted', 'rejected', 'hibernating'])(
  'is not concerned with a peering that is %s',
  (Code) => {
    expect(findingsOf(world({ oregon: [] as Route[], peering: { Status: { Code } } }))).toEqual([]);
  },
);

const strip = (side: VpcPeeringConnection['RequesterVpcInfo']) => {
  const { CidrBlock: _, ...rest } = side ?? {};
  return rest;
};

it('takes any route over the peering where AWS told no addresses', () => {
  const peering = {
    RequesterVpcInfo: strip(peeringRecord().RequesterVpcInfo),
    AccepterVpcInfo: strip(peeringRecord().AccepterVpcInfo),
  };
  expect(findingsOf(world({ peering }))).toMatchObject([{ status: 'passed' }]);
  expect(findingsOf(world({ peering, oregon: [] as Route[] }))).toMatchObject([
    { status: 'failed', evidence: expect.stringContaining('leads back to the other VPC.') },
  ]);
});

it('the order of what was read decides nothing', () => {
  const found = findingsOf(world({ oregon: [] as Route[] }));
  expect(findingsOf(world({ oregon: [] as Route[] }).toReversed())).toEqual(found);
});
