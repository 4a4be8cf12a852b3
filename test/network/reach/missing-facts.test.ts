import { describe, expect, it } from 'vitest';
import type { InventoryKey } from '#model/inventory.ts';
import { inventoryOf, oregon, pathsOf } from '#test/builders/network.ts';
import * as build from '#test/builders/reachable.ts';

describe('a fact that is missing', () => {
  const sides = { tokyo: build.tokyoInventory(), oregon: build.oregonInventory() };
  const forget = (side: 'tokyo' | 'oregon', key: InventoryKey): build.Sides => {
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
    const path = build.pathOf(forget(side, key));
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
    const path = build.pathOf({ oregon: { RouteTables: [], Coverage: denied } });
    expect(path.hops.at(-1)?.detail).toBe(
      'Not read: DescribeRouteTables in 222222222222/us-west-2 (access-denied)',
    );
  });

  it('is told when the remote account was not scanned', () => {
    const paths = pathsOf([inventoryOf(oregon, build.oregonInventory())]);
    const path = paths.find(({ peeringId }) => peeringId !== null);
    expect(path).toMatchObject({ verdict: 'unknown', unknownReason: 'not-read', subnets: [] });
    expect(path?.hops[2]?.detail).toBe(
      'Not read: DescribeSubnets in 111111111111/ap-northeast-1 (not scanned)',
    );
  });

  it.each<[string, build.Sides]>([
    ['a main table', { tokyo: { RouteTables: [] } }],
    ['a named group', { oregon: { SecurityGroups: [] } }],
    [
      'a named interface',
      { oregon: { NetworkInterfaces: build.oregonInventory().NetworkInterfaces?.slice(1) } },
    ],
    ['a subnet’s network ACL', { tokyo: { NetworkAcls: [] } }],
  ])('is unknown, not empty: %s that a filtered read did not return', (_, changes) => {
    expect(build.pathOf(changes)).toMatchObject({ verdict: 'unknown', unknownReason: 'not-read' });
  });

  it('leaves blocked what is disproved without it', () => {
    const closed = [build.group('sg-endpoint', build.httpsFrom('10.9.0.0/16'))];
    const unread = { Subnets: undefined, RouteTables: undefined, NetworkAcls: undefined };
    expect(
      build.pathOf({ tokyo: unread, oregon: { SecurityGroups: closed, RouteTables: undefined } }),
    ).toMatchObject({
      verdict: 'blocked',
      firstFailedHop: 'endpoint-security-groups',
      fix: "Allow TCP 443 in, for the consumer's addresses in sg-endpoint, in account 222222222222 (us-west-2).",
    });
  });
});
