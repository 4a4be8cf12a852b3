import * as fc from 'fast-check';
import { blockOf, familyOf, lengthOf, part, wider } from './addresses.ts';
import { oftenest } from './oftenest.ts';

/*
 * A cut is a CIDR next to those that matter: one of them, a part of it or the next wider one. Rules that cut where
 * other rules do are the ones that compete.
 */

export const drawnCut = fc.record({
  of: fc.nat(1000),
  shape: oftenest([
    [4, 'whole'],
    [1, 'lower'],
    [1, 'upper'],
    [1, 'third'],
    [1, 'wider'],
  ] as const),
});
export type DrawnCut = typeof drawnCut extends fc.Arbitrary<infer T> ? T : never;

/** Nothing cuts finer than eight addresses: else a piece might hold none but those that AWS keeps for itself. */
const finest = { ipv4: 29, ipv6: 125 } as const;

const inside = (cidr: string, bits: number, index: number): string => {
  const length = lengthOf(cidr) + bits;
  return length > finest[familyOf(cidr)] ? cidr : part(cidr, length, index);
};

const isHost = (cidr: string): boolean => {
  const { first, last } = blockOf(cidr);
  return first === last;
};

/** The drawn one of `pool`, shaped as drawn. */
export const cutOf = (pool: readonly string[], { of, shape }: DrawnCut): string => {
  const cidr = pool[of % pool.length]!;
  const cuts = {
    whole: cidr,
    lower: inside(cidr, 1, 0),
    upper: inside(cidr, 1, 1),
    third: inside(cidr, 2, 2),
    wider: isHost(cidr) ? cidr : wider(cidr),
  };
  return cuts[shape];
};
