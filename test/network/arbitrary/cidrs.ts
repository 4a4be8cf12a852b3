import * as fc from 'fast-check';
import type { Topology } from '../brute-force/shapes.ts';

/*
 * Small random networks: 128 addresses, 10.0.0.0/25 or fd00::/121. The consumer's VPC has the first 16 and 8 more in
 * a second block, the endpoint's the 16 from 32. Prefixes, states, ports and missing facts are drawn from short
 * menus, so that they meet often.
 */
export type Family = Topology['family'];
export type ToyCidr = { at: number; bits: number };

const total = 7;

export const cidrText = (family: Family, { at, bits }: ToyCidr): string => {
  if (bits < 0) return family === 'ipv4' ? '0.0.0.0/0' : '::/0';
  const base = (at >> (total - bits)) << (total - bits);
  return family === 'ipv4' ? `10.0.0.${base}/${25 + bits}` : `fd00::${base.toString(16)}/${121 + bits}`;
};

export const addressText = (family: Family, at: number): string =>
  family === 'ipv4' ? `10.0.0.${at}` : `fd00::${at.toString(16)}`;

/** Mostly about the two VPCs, sometimes about everything. */
export const cidr: fc.Arbitrary<ToyCidr> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ at: fc.integer({ min: 0, max: 23 }), bits: fc.integer({ min: 2, max: 7 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ at: fc.integer({ min: 32, max: 47 }), bits: fc.integer({ min: 2, max: 7 }) }),
  },
  { weight: 2, arbitrary: fc.constant({ at: 0, bits: -1 }) },
  { weight: 1, arbitrary: fc.constant({ at: 0, bits: 0 }) },
);

export const wide = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ at: 0, bits: -1 }) },
  { weight: 2, arbitrary: cidr },
);
