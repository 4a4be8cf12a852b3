import { describe, expect, it } from 'vitest';
import type { Route } from '#model/records.ts';
import { parseAddress } from '#network/addresses/cidr.ts';
import { unite } from '#network/addresses/ranges.ts';
import { compilePrefixList, unreadPrefixList } from '#network/prefix-list.ts';
import { known, missing, type Reading, unread } from '#network/reading.ts';
import { compileRouteTable } from '#network/routes/route-table.ts';
import type { Goal } from '#network/routes/target.ts';
import type { Ruling } from '#network/ruling.ts';

const pcx = { VpcPeeringConnectionId: 'pcx-1', State: 'active' };
const tgw = { TransitGatewayId: 'tgw-1', State: 'active' };
const vgw = { GatewayId: 'vgw-1', State: 'active', Origin: 'EnableVgwRoutePropagation' };
const igw = { GatewayId: 'igw-1', State: 'active' };
const local = {
  DestinationCidrBlock: '10.0.0.0/16',
  GatewayId: 'local',
  State: 'active',
  Origin: 'CreateRouteTable',
};
const to = (cidr: string, target: Partial<Route>): Route => ({ DestinationCidrBlock: cidr, ...target });
const to6 = (cidr: string, target: Partial<Route>): Route => ({ DestinationIpv6CidrBlock: cidr, ...target });
const byList = (id: string, target: Partial<Route>): Route => ({ DestinationPrefixListId: id, ...target });

const lists: Record<string, string[]> = {
  'pl-wide': ['10.0.0.0/8'],
  'pl-narrow': ['10.1.0.0/16'],
  'pl-host': ['10.1.0.10/32'],
  'pl-v6': ['fd00::/8'],
  'pl-junk': ['10.1.0.0/99'],
};

const overPeering: Goal = { kind: 'peering', peeringId: 'pcx-1' };
const inside: Goal = { kind: 'local' };

const judge = (
  routes: Route[],
  address: string,
  goal: Goal = overPeering,
  own: Reading<string[]> = known(['10.0.0.0/16']),
): Ruling => {
  const ends = parseAddress(address);
  if (ends === null) throw new Error('no address');
  const table = compileRouteTable({
    table: { RouteTableId: 'rtb-1', Routes: routes },
    prefixList: (id) => {
      const entries = lists[id];
      if (entries === undefined) return unreadPrefixList(id, unread(`${id} of the test`));
      return compilePrefixList({ PrefixListId: id, Entries: entries.map((Cidr) => ({ Cidr })) }, 'the test');
    },
    ownAddresses: () =>
      own.isKnown
        ? known(
            unite(
              own.value
                .flatMap((text) => parseAddress(text.replace(/\/.*/, '')) ?? [])
                .map(({ first }) => ({ first, last: first + 65_535n })),
            ),
          )
        : own,
    isSeen: (id) => id === 'pcx-2',
  });
  const [piece] = table.judge({
    family: ends.family,
    addresses: [ends],
    goal,
    whose: "the endpoint's",
  });
  if (piece === undefined) throw new Error('no ruling');
  return piece.value;
};

describe('the deciding route', () => {
  it.each<[string, Route[], string, Ruling['status'], string]>([
    ['to the peering', [to('10.1.0.0/16', pcx)], '10.1.0.10', 'pass', 'leads to pcx-1'],
    ['of IPv6', [to6('fd00::/8', pcx)], 'fd00::1', 'pass', 'Route fd00::/8'],
    ['of the other family does not count', [to6('::/0', pcx)], '10.1.0.10', 'fail', 'No route'],
    ['is missing', [local], '10.1.0.10', 'fail', "No route holds the endpoint's address"],
    [
      'is the longest',
      [to('10.0.0.0/8', pcx), to('10.1.0.0/24', tgw)],
      '10.1.0.10',
      'unknown',
      'leaves by tgw-1',
    ],
    [
      'is the longest, not the first',
      [to('10.1.0.0/24', pcx), to('0.0.0.0/0', igw)],
      '10.1.0.10',
      'pass',
      '/24',
    ],
    ['is a blackhole', [to('10.1.0.0/16', { ...pcx, State: 'blackhole' })], '10.1.0.10', 'fail', 'blackhole'],
    ['is filtered', [to('10.1.0.0/16', { ...tgw, State: 'filtered' })], '10.1.0.10', 'fail', 'filtered'],
    [
      'has no state',
      [to('10.1.0.0/16', { VpcPeeringConnectionId: 'pcx-1' })],
      '10.1.0.10',
      'unknown',
      'not told',
    ],
    [
      'to another peering',
      [to('10.1.0.0/16', { ...pcx, VpcPeeringConnectionId: 'pcx-2' })],
      '10.1.0.10',
      'fail',
      'pcx-2, another peering',
    ],
    [
      'to a peering that is not there',
      [to('10.1.0.0/16', { ...pcx, VpcPeeringConnectionId: 'pcx-9' })],
      '10.1.0.10',
      'fail',
      'which no scanned scope shows',
    ],
    ['to the internet', [to('0.0.0.0/0', igw)], '10.1.0.10', 'fail', 'igw-1, an internet gateway'],
    [
      'to an egress-only gateway',
      [to6('::/0', { EgressOnlyInternetGatewayId: 'eigw-1', State: 'active' })],
      'fd00::1',
      'fail',
      'eigw-1',
    ],
    [
      'to a NAT gateway',
      [to('0.0.0.0/0', { NatGatewayId: 'nat-1', State: 'active' })],
      '10.1.0.10',
      'unknown',
      'leaves by nat-1',
    ],
    [
      'to an interface',
      [to('10.1.0.0/16', { NetworkInterfaceId: 'eni-1', State: 'active' })],
      '10.1.0.10',
      'unknown',
      'leaves by eni-1',
    ],
    ['to nothing', [to('10.1.0.0/16', { State: 'active' })], '10.1.0.10', 'unknown', 'no target'],
    ['stays in the VPC', [local], '10.0.0.10', 'unknown', 'overlap'],
    [
      'is static on a tie',
      [byList('pl-narrow', tgw), to('10.1.0.0/16', pcx)],
      '10.1.0.10',
      'pass',
      'Route 10.1.0.0/16',
    ],
    [
      'is by list before propagated',
      [to('10.1.0.0/16', vgw), byList('pl-narrow', pcx)],
      '10.1.0.10',
      'pass',
      'pl-narrow',
    ],
    [
      'is propagated when longest',
      [to('10.0.0.0/8', pcx), to('10.1.0.0/16', vgw)],
      '10.1.0.10',
      'unknown',
      'leaves by vgw-1',
    ],
    ['is by list', [byList('pl-v6', pcx)], 'fd00::1', 'pass', 'pl-v6'],
    [
      'lists that disagree',
      [byList('pl-narrow', pcx), byList('pl-wide', tgw)],
      '10.1.0.10',
      'unknown',
      'pl-narrow and pl-wide disagree',
    ],
    [
      'lists that agree',
      [byList('pl-narrow', pcx), byList('pl-wide', pcx)],
      '10.1.0.10',
      'pass',
      'pl-narrow',
    ],
    [
      'lists that lose',
      [byList('pl-wide', tgw), byList('pl-narrow', igw), to('10.1.0.0/24', pcx)],
      '10.1.0.10',
      'pass',
      '/24',
    ],
    [
      'static routes that contradict',
      [to('10.1.0.0/16', pcx), to('10.1.0.0/16', igw)],
      '10.1.0.10',
      'unknown',
      'disagree',
    ],
    [
      'a list not read',
      [to('10.1.0.0/16', pcx), byList('pl-gone', tgw)],
      '10.1.0.10',
      'unknown',
      'Not read: pl-gone',
    ],
    [
      'a list not read, to the same peering',
      [to('10.1.0.0/16', pcx), byList('pl-gone', pcx)],
      '10.1.0.10',
      'pass',
      '',
    ],
    [
      'a list not read that could not help',
      [to('0.0.0.0/0', igw), byList('pl-gone', igw)],
      '10.1.0.10',
      'fail',
      'igw-1',
    ],
    [
      'a list not read beside a host route',
      [to('10.1.0.10/32', pcx), byList('pl-gone', tgw)],
      '10.1.0.10',
      'pass',
      '/32',
    ],
    [
      'a list not read beside a host route by list',
      [byList('pl-host', pcx), byList('pl-gone', tgw)],
      '10.1.0.10',
      'unknown',
      'Not read',
    ],
    [
      'a destination that is no CIDR',
      [to('10.1.0.0/16', pcx), to('junk', tgw)],
      '10.1.0.10',
      'unknown',
      '"junk" is no CIDR',
    ],
    ['a list with junk', [byList('pl-junk', pcx)], '10.1.0.10', 'unknown', '"10.1.0.0/99", which is no CIDR'],
  ])('%s', (_, routes, address, ...[status, detail]) => {
    const ruling = judge(routes, address);
    expect([ruling.status, ruling.resource]).toEqual([status, 'rtb-1']);
    expect(ruling.detail).toContain(detail);
  });
});

describe('inside the VPC', () => {
  it.each<[string, Route[], Ruling['status'], string]>([
    ['the local route decides', [local], 'pass', 'leads to local'],
    ['a propagated route never wins', [local, to('10.0.0.0/24', vgw)], 'pass', 'local'],
    [
      'a middlebox in the way',
      [local, to('10.0.0.0/24', { NetworkInterfaceId: 'eni-9', State: 'active' })],
      'unknown',
      'leaves by eni-9',
    ],
    [
      'a middlebox in place of the local route',
      [to('10.0.0.0/16', { GatewayId: 'vpce-9', State: 'active' })],
      'unknown',
      'leaves by vpce-9',
    ],
    [
      'a middlebox and a propagated route',
      [to('10.0.0.0/16', { ...tgw, State: 'blackhole' }), to('10.0.0.0/24', vgw)],
      'fail',
      'blackhole',
    ],
    ['no route at all', [], 'fail', 'No route'],
  ])('%s', (_, routes, status, detail) => {
    const ruling = judge(routes, '10.0.0.10', inside);
    expect(ruling.status).toBe(status);
    expect(ruling.detail).toContain(detail);
  });

  it('whose blocks were not read, a propagated route may or may not win', () => {
    const routes = [to('10.0.0.0/8', pcx), to('10.1.0.0/16', vgw)];
    const ruling = judge(routes, '10.1.0.10', overPeering, missing(unread('DescribeVpcs in 1/x')));
    expect(ruling).toMatchObject({
      status: 'unknown',
      reason: 'not-read',
      detail: 'Not read: DescribeVpcs in 1/x',
    });
  });
});
