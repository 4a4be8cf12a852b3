import * as fc from 'fast-check';
import type { IpPermission, NetworkAclEntry } from '#model/records.ts';
import { cidrText, type Family, wide } from './cidrs.ts';

const portRanges = [
  { From: 443, To: 443 },
  { From: 32_768, To: 60_999 },
  { From: 1024, To: 65_535 },
  { From: 40_000, To: 50_000 },
  { From: 0, To: 65_535 },
  { From: 80, To: 80 },
];

const aclEntry = (family: Family): fc.Arbitrary<Omit<NetworkAclEntry, 'RuleNumber'>> =>
  fc
    .tuple(
      wide,
      fc.boolean(),
      fc.constantFrom('-1', '6', '6', '17'),
      fc.constantFrom(...portRanges),
      fc.integer({ min: 0, max: 3 }),
    )
    .map(([block, Egress, Protocol, PortRange, action]) => ({
      Egress,
      Protocol,
      ...(Protocol === '-1' ? {} : { PortRange }),
      RuleAction: action === 0 ? 'deny' : 'allow',
      ...(family === 'ipv4'
        ? { CidrBlock: cidrText(family, block) }
        : { Ipv6CidrBlock: cidrText(family, block) }),
    }));

const allowAll = (family: Family): NetworkAclEntry[] =>
  [true, false].map((Egress) => ({
    RuleNumber: 1000,
    Egress,
    Protocol: '-1',
    RuleAction: 'allow',
    ...(family === 'ipv4' ? { CidrBlock: '0.0.0.0/0' } : { Ipv6CidrBlock: '::/0' }),
  }));

export const acl = (family: Family) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(allowAll(family)) },
    { weight: 3, arbitrary: mixedAcl(family) },
  );

const mixedAcl = (family: Family) =>
  fc
    .tuple(fc.array(aclEntry(family), { maxLength: 4 }), fc.integer({ min: 0, max: 3 }))
    .map(([entries, ends]): NetworkAclEntry[] => [
      ...entries.map((entry, index) => ({ ...entry, RuleNumber: 100 + index })),
      ...(ends === 0 ? [] : allowAll(family)),
    ]);

export const permission = (family: Family) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(openToAll(family)) },
    { weight: 2, arbitrary: mixedPermission(family) },
  );

const openToAll = (family: Family): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: 443,
  ToPort: 443,
  ...(family === 'ipv4' ? { IpRanges: [{ CidrIp: '0.0.0.0/0' }] } : { Ipv6Ranges: [{ CidrIpv6: '::/0' }] }),
});

const mixedPermission = (family: Family): fc.Arbitrary<IpPermission> =>
  fc
    .tuple(
      fc.constantFrom('tcp', 'tcp', '-1', 'udp'),
      fc.constantFrom(...portRanges),
      fc.array(wide, { maxLength: 2 }),
      fc.option(fc.constantFrom('pl-1', 'pl-2', 'pl-1', 'pl-2', 'pl-unread'), { nil: undefined, freq: 3 }),
      fc.option(
        fc.record({
          GroupId: fc.constantFrom('sg-a', 'sg-b'),
          VpcPeeringConnectionId: fc.constantFrom('pcx-1', 'pcx-2', undefined),
          PeeringStatus: fc.constantFrom('active', 'deleted'),
        }),
        { nil: undefined, freq: 4 },
      ),
    )
    .map(([IpProtocol, { From, To }, blocks, list, pair]) => ({
      IpProtocol,
      ...(IpProtocol === '-1' ? {} : { FromPort: From, ToPort: To }),
      IpRanges: family === 'ipv4' ? blocks.map((block) => ({ CidrIp: cidrText(family, block) })) : [],
      Ipv6Ranges: family === 'ipv6' ? blocks.map((block) => ({ CidrIpv6: cidrText(family, block) })) : [],
      PrefixListIds: list === undefined ? [] : [{ PrefixListId: list }],
      UserIdGroupPairs: pair === undefined ? [] : [pair],
    }));
