import { describe, expect, it } from 'vitest';
import { InputError } from '#app/input-error.ts';
import { select } from '#app/select.ts';

const scopes = [
  { accountId: '111111111111', region: 'us-west-2' },
  { accountId: '111111111111', region: 'us-east-1' },
  { accountId: '222222222222', region: 'us-west-2' },
];

describe('select', () => {
  it.each([
    ['everything', { accounts: null, regions: null }, scopes],
    ['an account', { accounts: ['222222222222'], regions: null }, [scopes[2]]],
    ['a Region', { accounts: null, regions: ['us-west-2'] }, [scopes[0], scopes[2]]],
    ['both', { accounts: ['111111111111'], regions: ['us-east-1'] }, [scopes[1]]],
  ])('takes %s', (_, selection, expected) => {
    expect(select(scopes, selection)).toEqual(expected);
  });

  it.each([
    ['account', { accounts: ['333333333333'], regions: null }, /account not in scope: 333333333333/],
    ['Region', { accounts: null, regions: ['us-west-2', 'eu-west-1'] }, /Region not in scope: eu-west-1 \(/],
  ])('refuses a %s that nobody has: a typo must not look like nothing there', (_, selection, message) => {
    expect(() => select(scopes, selection)).toThrow(InputError);
    expect(() => select(scopes, selection)).toThrow(message);
  });
});
