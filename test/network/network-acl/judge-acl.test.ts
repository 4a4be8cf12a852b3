import { describe, expect, it } from 'vitest';
import type { NetworkAclEntry } from '#model/records.ts';
import { parseAddress } from '#network/addresses/cidr.ts';
import { restrict } from '#network/addresses/partition.ts';
import { createAclLookup } from '#network/network-acl/judge-acl.ts';
import { createAclCompiler } from '#network/network-acl/network-acl.ts';
import type { Ruling } from '#network/ruling.ts';

const entry = (number: number, fields: Partial<NetworkAclEntry> = {}): NetworkAclEntry => ({
  RuleNumber: number,
  RuleAction: 'allow',
  Egress: true,
  Protocol: '6',
  CidrBlock: '0.0.0.0/0',
  PortRange: { From: 443, To: 443 },
  ...fields,
});
const all = (number: number, fields: Partial<NetworkAclEntry> = {}): NetworkAclEntry[] =>
  [true, false].map((Egress) => entry(number, { Egress, Protocol: '-1', ...fields }));
const replies = (From: number, To: number, fields: Partial<NetworkAclEntry> = {}): NetworkAclEntry =>
  entry(200, { Egress: false, PortRange: { From, To }, ...fields });

const judge = (entries: NetworkAclEntry[], address = '10.1.0.10', port: number | null = 443): Ruling => {
  const ends = parseAddress(address);
  if (ends === null) throw new Error('no address');
  const acl = createAclLookup(createAclCompiler()({ NetworkAclId: 'acl-1', Entries: entries }));
  const traffic = {
    request: 'out',
    family: ends.family,
    port,
    clientPorts: { from: 32_768, to: 60_999 },
  } as const;
  const [piece] = restrict(acl.judge(traffic), [ends]);
  if (piece === undefined) throw new Error('no ruling');
  return piece.value;
};

describe('a network ACL', () => {
  it.each<[string, NetworkAclEntry[], Ruling['status'], string]>([
    ['allows all', all(100), 'pass', 'rule 100 allows TCP 443 out, rule 100 allows TCP 32768-60999 in'],
    ['allows just what is needed', [entry(100), replies(1024, 65_535)], 'pass', 'rule 200 allows'],
    [
      'denies by the rule with the lower number',
      [entry(90, { RuleAction: 'deny' }), ...all(100)],
      'fail',
      'rule 90 stops TCP 443 out',
    ],
    [
      'allows by the rule with the lower number',
      [...all(100), entry(110, { RuleAction: 'deny' })],
      'pass',
      'rule 100',
    ],
    [
      'denies another address',
      [entry(90, { RuleAction: 'deny', CidrBlock: '10.2.0.0/16' }), ...all(100)],
      'pass',
      'rule 100',
    ],
    [
      'denies another port',
      [entry(90, { RuleAction: 'deny', PortRange: { From: 80, To: 80 } }), ...all(100)],
      'pass',
      'rule 100',
    ],
    ['denies UDP', [entry(90, { RuleAction: 'deny', Protocol: '17' }), ...all(100)], 'pass', 'rule 100'],
    ['has no rule', [], 'fail', 'rule * stops TCP 443 out'],
    ['has the last rule only', all(32_767, { RuleAction: 'deny' }), 'fail', 'rule * stops'],
    ['has the last rule of IPv6', all(32_768, { RuleAction: 'deny' }), 'fail', 'rule * stops'],
    ['stops every reply', [entry(100)], 'fail', 'rule * stops TCP 32768-60999 in'],
    [
      'stops some replies',
      [entry(100), replies(40_000, 50_000)],
      'unknown',
      "stops part of the clients' TCP 32768-60999 in",
    ],
    [
      'stops replies to one port',
      [...all(100), replies(40_000, 40_000, { RuleNumber: 90, RuleAction: 'deny' })],
      'unknown',
      'rule 90 stops part',
    ],
    [
      'covers Linux clients only',
      [entry(100), replies(32_768, 60_999)],
      'pass',
      'Lambda and NAT clients are not covered',
    ],
    ['is of IPv6', all(100, { CidrBlock: undefined, Ipv6CidrBlock: '::/0' }), 'fail', 'rule *'],
    [
      'may deny: a CIDR that is none',
      [entry(90, { RuleAction: 'deny', CidrBlock: 'junk' }), ...all(100)],
      'unknown',
      'rule 100 decides',
    ],
    [
      'may deny, and does after all',
      [entry(90, { RuleAction: 'deny', CidrBlock: 'junk' })],
      'fail',
      'rule *',
    ],
    ['may allow what is allowed', [entry(90, { CidrBlock: 'junk' }), ...all(100)], 'pass', 'rule 100'],
    ['may do anything', [entry(90, { RuleAction: 'perhaps' }), ...all(100)], 'unknown', 'rule 100 decides'],
    [
      'may come first',
      [entry(0, { RuleNumber: undefined, RuleAction: 'deny' }), ...all(100)],
      'unknown',
      'rule 100 decides',
    ],
    [
      'says two things at one number',
      [entry(100, { RuleAction: 'deny' }), ...all(100)],
      'unknown',
      'rule 100 decides',
    ],
  ])('%s', (_, entries, status, detail) => {
    const ruling = judge(entries);
    expect([ruling.status, ruling.resource]).toEqual([status, 'acl-1']);
    expect(ruling.detail).toContain(detail);
  });

  it('says what it would have to allow', () => {
    expect(judge([entry(100)])).toMatchObject({ lacks: 'TCP 32768-60999 in, ahead of rule *' });
  });

  it('judges IPv6 by its own rules', () => {
    expect(judge(all(100, { CidrBlock: undefined, Ipv6CidrBlock: 'fd00::/8' }), 'fd00::1').status).toBe(
      'pass',
    );
  });

  it.each<[string, NetworkAclEntry[], Ruling['status']]>([
    ['allows all', all(100), 'unknown'],
    ['allows one port', [entry(100), replies(1024, 65_535)], 'unknown'],
    ['allows no port', [replies(1024, 65_535)], 'fail'],
  ])('of a service whose ports are not known %s', (_, entries, status) => {
    expect(judge(entries, '10.1.0.10', null)).toMatchObject({ status });
  });
});
