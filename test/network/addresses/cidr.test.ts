import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress, parseCidr, toCidrs } from '#network/addresses/cidr.ts';
import { intersect, subtract, unite } from '#network/addresses/ranges.ts';

describe('a CIDR', () => {
  it.each([
    ['10.0.0.0/8', 'ipv4', '10.0.0.0', '10.255.255.255'],
    ['10.1.2.3/16', 'ipv4', '10.1.0.0', '10.1.255.255'],
    ['0.0.0.0/0', 'ipv4', '0.0.0.0', '255.255.255.255'],
    ['10.0.0.7/32', 'ipv4', '10.0.0.7', '10.0.0.7'],
    ['fd00::/126', 'ipv6', 'fd00::', 'fd00::3'],
    ['FD00:0:0::1/64', 'ipv6', 'fd00::', 'fd00::ffff:ffff:ffff:ffff'],
    ['::/0', 'ipv6', '::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ] as const)('%s', (text, family, first, last) => {
    const cidr = parseCidr(text);
    if (cidr === null) throw new Error('no CIDR');
    expect([cidr.family, formatAddress(family, cidr.first), formatAddress(family, cidr.last)]).toEqual([
      family,
      first,
      last,
    ]);
  });

  it.each([
    '',
    'junk',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/08',
    '10.1/16',
    '010.0.0.0/8',
    '10.0.0.256/32',
    ' 10.0.0.0/8',
    'fd00::/129',
    'fd00::1',
    'fe80::1%eth0/64',
    'fd00::/64/3',
  ])('%j is none', (text) => {
    expect(parseCidr(text)).toBeNull();
  });

  it.each(['10.0.0.0/32', '10.0.0', '', 'fd00::1/128', 'eni-1'])('%j is no address', (text) => {
    expect(parseAddress(text)).toBeNull();
  });
});

/** Ranges over 64 addresses, so that they touch and overlap. */
const ranges = fc.array(
  fc.tuple(fc.bigInt(0n, 63n), fc.bigInt(0n, 9n)).map(([first, more]) => ({ first, last: first + more })),
  { maxLength: 6 },
);
const members = (set: readonly { first: bigint; last: bigint }[]): Set<bigint> =>
  new Set(
    set.flatMap(({ first, last }) =>
      Array.from({ length: Number(last - first) + 1 }, (_, n) => first + BigInt(n)),
    ),
  );

describe('sets of addresses', () => {
  it('are what sets of numbers are', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const [x, y] = [unite(a), unite(b)];
        expect(members(x)).toEqual(members(a));
        expect(members(intersect(x, y))).toEqual(new Set([...members(a)].filter((n) => members(b).has(n))));
        expect(members(subtract(x, y))).toEqual(new Set([...members(a)].filter((n) => !members(b).has(n))));
      }),
    );
  });

  it('are sorted and never touch', () => {
    fc.assert(
      fc.property(ranges, (a) => {
        const set = unite(a);
        expect(
          set.every(({ first }, index) => index === 0 || first > (set[index - 1]?.last ?? 0n) + 1n),
        ).toBe(true);
      }),
    );
  });

  it('are told as CIDRs that hold just them, none of which could be joined', () => {
    fc.assert(
      fc.property(ranges, (a) => {
        const set = unite(a);
        const cidrs = toCidrs('ipv4', set).flatMap((text) => parseCidr(text) ?? []);
        expect(unite(cidrs)).toEqual(set);
        const siblings = cidrs.filter((cidr, index) => {
          const next = cidrs[index + 1];
          const isPair = next?.length === cidr.length && next.first === cidr.last + 1n;
          return (
            isPair &&
            parseCidr(`${formatAddress('ipv4', cidr.first)}/${cidr.length - 1}`)?.first === cidr.first
          );
        });
        expect(siblings).toEqual([]);
      }),
    );
  });

  it.each([
    ['ipv4', ['10.0.0.0/25', '10.0.0.128/25'], ['10.0.0.0/24']],
    ['ipv4', ['0.0.0.0/1', '128.0.0.0/1'], ['0.0.0.0/0']],
    ['ipv6', ['fd00::/65', 'fd00:0:0:0:8000::/65'], ['fd00::/64']],
  ] as const)('%s %j is %j', (family, texts, told) => {
    expect(toCidrs(family, unite(texts.flatMap((text) => parseCidr(text) ?? [])))).toEqual(told);
  });
});
