import { describe, expect, it } from 'vitest';
import type { IpPermission } from '#model/records.ts';
import { parseAddress } from '#network/addresses/cidr.ts';
import { compilePrefixList, unreadPrefixList } from '#network/prefix-list.ts';
import { known, missing, unread } from '#network/reading.ts';
import type { Ruling } from '#network/ruling.ts';
import { type GroupTraffic, judgeGroups } from '#network/security-group/judge-groups.ts';
import { compileSecurityGroup } from '#network/security-group/security-group.ts';

const https = (fields: Partial<IpPermission>): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: 443,
  ToPort: 443,
  ...fields,
});
const from = (CidrIp: string): Partial<IpPermission> => ({ IpRanges: [{ CidrIp }] });
const list = (PrefixListId: string): Partial<IpPermission> => ({ PrefixListIds: [{ PrefixListId }] });
const members = (GroupId: string, peering?: string, PeeringStatus?: string): Partial<IpPermission> => ({
  UserIdGroupPairs: [{ GroupId, VpcPeeringConnectionId: peering, PeeringStatus }],
});

const prefixList = (id: string) =>
  id === 'pl-1'
    ? compilePrefixList({ PrefixListId: id, Entries: [{ Cidr: '10.0.0.0/24' }] }, 'the test')
    : unreadPrefixList(id, unread(`${id} of the test`));

const judge = (
  groups: Record<string, IpPermission[]>,
  traffic: Partial<GroupTraffic> = {},
  address = '10.0.0.1',
): Ruling => {
  const ends = parseAddress(address);
  if (ends === null) throw new Error('no address');
  const ids = Object.keys(groups);
  const groupOf = (id: string) => {
    const IpPermissions = groups[id];
    return IpPermissions === undefined || IpPermissions.length === 99
      ? missing(unread(`${id} of the test`))
      : known(compileSecurityGroup({ GroupId: id, IpPermissions }, prefixList));
  };
  const all: GroupTraffic = {
    family: ends.family,
    sources: [ends],
    port: 443,
    peeringId: null,
    isOneRegion: true,
    ...traffic,
  };
  const [piece] = judgeGroups(ids, groupOf, all);
  if (piece === undefined) throw new Error('no ruling');
  return piece.value;
};

const overPeering = { peeringId: 'pcx-1' };

describe('the groups of an interface', () => {
  it.each<[string, IpPermission[], Partial<GroupTraffic>, Ruling['status'], string]>([
    ['admit by CIDR', [https(from('10.0.0.0/24'))], {}, 'pass', 'sg-1 admits TCP 443 from 10.0.0.0/24'],
    ['admit by every protocol', [{ IpProtocol: '-1', ...from('0.0.0.0/0') }], {}, 'pass', '0.0.0.0/0'],
    [
      'admit by a port range',
      [https({ FromPort: 0, ToPort: 65_535, ...from('10.0.0.0/8') })],
      {},
      'pass',
      '10.0.0.0/8',
    ],
    ['admit by prefix list', [https(list('pl-1'))], {}, 'pass', 'prefix list pl-1'],
    [
      'do not admit another address',
      [https(from('10.1.0.0/24'))],
      {},
      'fail',
      "No rule of sg-1 admits TCP 443 from the client's address",
    ],
    [
      'do not admit another port',
      [https({ FromPort: 80, ToPort: 80, ...from('0.0.0.0/0') })],
      {},
      'fail',
      'No rule',
    ],
    ['do not admit by UDP', [https({ IpProtocol: 'udp', ...from('0.0.0.0/0') })], {}, 'fail', 'No rule'],
    ['have no rule', [], {}, 'fail', 'No rule'],
    ['name a list that was not read', [https(list('pl-9'))], {}, 'unknown', 'Not read: pl-9'],
    [
      'admit beside a list that was not read',
      [https(list('pl-9')), https(from('10.0.0.0/24'))],
      {},
      'pass',
      '10.0.0.0/24',
    ],
    ['have a CIDR that is none', [https(from('junk'))], {}, 'unknown', '"junk" is no CIDR'],
    [
      'have a rule without ports',
      [{ IpProtocol: 'tcp', ...from('0.0.0.0/0') }],
      {},
      'unknown',
      'does not tell its protocol',
    ],
    ['refer to a group', [https(members('sg-9'))], {}, 'pass', 'members of sg-9'],
    [
      'refer to a group of a peered VPC, which no client inside carries',
      [https(members('sg-9', 'pcx-1', 'active'))],
      {},
      'fail',
      'No rule',
    ],
    [
      'refer to a group over the peering',
      [https(members('sg-9', 'pcx-1', 'active'))],
      overPeering,
      'pass',
      'members of sg-9',
    ],
    ['refer to a group of their own VPC', [https(members('sg-9'))], overPeering, 'fail', 'No rule'],
    [
      'refer to a group over another peering',
      [https(members('sg-9', 'pcx-2', 'active'))],
      overPeering,
      'fail',
      'No rule',
    ],
    [
      'refer to a group over a dead peering',
      [https(members('sg-9', 'pcx-1', 'deleted'))],
      overPeering,
      'fail',
      'No rule',
    ],
    [
      'refer to a group in another Region',
      [https(members('sg-9', 'pcx-1', 'active'))],
      { ...overPeering, isOneRegion: false },
      'fail',
      'No rule',
    ],
    [
      'refer to a group in a Region nobody told',
      [https(members('sg-9', 'pcx-1', 'active'))],
      { ...overPeering, isOneRegion: null },
      'unknown',
      'Regions',
    ],
    [
      'admit on a port nobody knows',
      [https(from('0.0.0.0/0'))],
      { port: null },
      'unknown',
      'ports the service listens on',
    ],
    [
      'admit no port',
      [https({ IpProtocol: 'udp', ...from('0.0.0.0/0') })],
      { port: null },
      'fail',
      'No rule',
    ],
  ])('%s', (_, permissions, traffic, ...[status, detail]) => {
    const ruling = judge({ 'sg-1': permissions }, traffic);
    expect(ruling.status).toBe(status);
    expect(ruling.detail).toContain(detail);
  });

  it('tell the condition under which a reference admits', () => {
    const two = [https(members('sg-9')), https(members('sg-8'))];
    expect(judge({ 'sg-1': two })).toMatchObject({
      provided: 'the client carries security group sg-8 or sg-9',
    });
    expect(judge({ 'sg-1': [...two, https(from('10.0.0.0/8'))] })).toMatchObject({ provided: null });
  });

  it('admit when any of them does, read or not', () => {
    const groups = { 'sg-1': [https(from('10.9.0.0/16'))], 'sg-2': [https(from('10.0.0.0/24'))] };
    expect(judge(groups)).toMatchObject({ status: 'pass', resource: 'sg-2' });
    expect(judge({ ...groups, 'sg-3': Array.from({ length: 99 }, () => https({})) })).toMatchObject({
      status: 'pass',
    });
    expect(judge({ 'sg-1': [], 'sg-3': Array.from({ length: 99 }, () => https({})) })).toMatchObject({
      status: 'unknown',
      reason: 'not-read',
    });
  });

  it('admit IPv6 by their own ranges', () => {
    const both = [https({ ...from('0.0.0.0/0'), Ipv6Ranges: [{ CidrIpv6: 'fd00::/8' }] })];
    expect(judge({ 'sg-1': both }, {}, 'fd00::1').detail).toContain('fd00::/8');
    expect(judge({ 'sg-1': [https(from('0.0.0.0/0'))] }, {}, 'fd00::1').status).toBe('fail');
  });
});
