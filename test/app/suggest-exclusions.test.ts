import { expect, it } from 'vitest';
import { toScopeCoverage } from '#app/coverage.ts';
import { suggestExclusions } from '#app/suggest-exclusions.ts';
import { unreadInventory } from '#collect/unread-inventory.ts';
import type { Denier } from '#model/coverage.ts';
import { type Inventory, operations } from '#model/inventory.ts';

const everything: Inventory = Object.fromEntries(Object.keys(operations).map((key) => [key, []]));
const deniedBy = (by: Denier): Inventory => ({
  Coverage: Object.fromEntries(
    Object.values(operations).map((operation) => [
      operation,
      { complete: false, cause: 'access-denied', by },
    ]),
  ),
});
const closed = unreadInventory('AssumeRole', {
  cause: 'access-denied',
  by: 'role-missing',
  code: 'AccessDenied',
  message: null,
});
const onlyEndpoints: Inventory = {
  ...everything,
  VpcEndpoints: undefined,
  Coverage: { DescribeVpcEndpoints: { complete: false, cause: 'access-denied', by: 'scp' } },
};

/** One Region of several accounts. */
it.each<[string, Inventory[], number | null]>([
  ['denied in every account', [deniedBy('scp'), deniedBy('scp'), deniedBy('scp')], 3],
  ['denied in the only account', [deniedBy('scp')], 1],
  [
    'readable in one, as SCPs do not bind the management account',
    [everything, deniedBy('scp'), deniedBy('scp')],
    2,
  ],
  ['readable in one of two', [everything, deniedBy('scp')], null],
  ['readable in two', [everything, everything, deniedBy('scp'), deniedBy('scp')], null],
  ['denied by another policy in one', [deniedBy('scp'), deniedBy('scp'), deniedBy('policy')], 2],
  [
    'denied where it can be told: an account that may not be entered does not say',
    [closed, deniedBy('scp')],
    1,
  ],
  ['of accounts that may not be entered', [closed, closed], null],
  ['of which one action alone is denied', [onlyEndpoints, onlyEndpoints, onlyEndpoints], null],
  ['readable everywhere', [everything, everything], null],
])('a Region %s', (_, inventories, accounts) => {
  const scopes = inventories.map((inventory, index) =>
    toScopeCoverage({ accountId: String(index), region: 'eu-north-1' }, inventory),
  );
  expect(suggestExclusions(scopes)).toEqual(
    accounts === null ? [] : [{ excludeRegion: 'eu-north-1', accounts }],
  );
});
