import { expect, it } from 'vitest';
import { standingOf } from '#rules/kit/standing.ts';
import { ruleInput } from '#test/builders/rules.ts';

it.each([
  ['111111111111', true, 'in-organization'],
  ['111111111111', false, 'in-organization'],
  ['888888888888', true, 'trusted'],
  ['888888888888', false, 'trusted'],
  ['999999999999', true, 'outside'],
  ['999999999999', false, 'unknown'],
  ['', true, 'outside'],
  [null, true, 'unknown'],
  [null, false, 'unknown'],
])('account %j, the list being read: %j, is %s', (accountId, isListed, standing) => {
  const input = ruleInput([], { isListed, config: { trustedAccounts: ['888888888888'] } });
  expect(standingOf(accountId, input)).toBe(standing);
});
