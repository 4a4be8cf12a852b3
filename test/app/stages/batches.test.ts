import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { maximumBatches, toBatches } from '#app/stages/batches.ts';
import { compareScopes, type Scope, scopeKey } from '#model/scope.ts';

const accountId = (index: number): string => String(index).padStart(12, '0');
const organization = (accounts: number, regions: number): Scope[] =>
  Array.from({ length: accounts * regions }, (_, index) => ({
    accountId: accountId(Math.floor(index / regions)),
    region: `us-west-${(index % regions) + 1}`,
  }));

it.each([
  [0, 17, 0],
  [1, 17, 1],
  [3, 17, 1],
  [4, 17, 2],
  [100, 17, 34],
  [1_000, 17, 334],
  [10_000, 17, 589],
  [100_000, 1, 599],
  [600, 1_000, 600],
])('%i accounts in %i Regions make %i batches', (accounts, regions, expected) => {
  expect(toBatches(organization(accounts, regions))).toHaveLength(expected);
});

const scopes = fc.uniqueArray(
  fc.record({ accountId: fc.nat(3_000).map(accountId), region: fc.nat(40).map((n) => `us-west-${n}`) }),
  { selector: scopeKey, maxLength: 2_000 },
);

it('holds every scope once, no account twice, never more batches than may be, whatever order they come in', () => {
  fc.assert(
    fc.property(scopes, (all) => {
      const batches = toBatches(all);
      expect(batches.flat()).toEqual(all.toSorted(compareScopes));
      expect(batches.length).toBeLessThanOrEqual(maximumBatches);
      const accounts = batches.flatMap((batch) => [...new Set(batch.map((scope) => scope.accountId))]);
      expect(new Set(accounts).size).toBe(accounts.length);
      expect(toBatches(all.toReversed())).toEqual(batches);
    }),
  );
});
