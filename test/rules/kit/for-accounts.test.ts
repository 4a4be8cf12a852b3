import { expect, it } from 'vitest';
import type { Account } from '#model/account.ts';
import type { ForAccounts } from '#model/config-rules.ts';
import { joinInventories } from '#network/join.ts';
import { isForAccount } from '#rules/kit/for-accounts.ts';

const placed = (Id: string, ...units: string[]): Account => ({
  Id,
  Paths: [`o-a1b2c3d4e5/r-ab12/${units.map((unit) => `${unit}/`).join('')}`],
});
const [prod, deep, lab] = ['ou-ab12-11111111', 'ou-ab12-22222222', 'ou-ab12-33333333'];
const accounts = [
  placed('111111111111', prod, deep),
  placed('222222222222', lab),
  { Id: '333333333333' },
  placed('444444444444'),
];
const network = joinInventories({ accounts, inventories: [] });

const line = (fields: Partial<ForAccounts>): ForAccounts => ({
  accounts: null,
  organizationalUnits: null,
  ...fields,
});

it.each<[string, Partial<ForAccounts>, string, boolean | null]>([
  ['neither: all', {}, '111111111111', true],
  ['neither: whoever it is', {}, '999999999999', true],
  ['the account', { accounts: ['111111111111'] }, '111111111111', true],
  ['the account, wherever it lies', { accounts: ['333333333333'] }, '333333333333', true],
  ['another account', { accounts: ['222222222222'] }, '111111111111', false],
  ['its unit', { organizationalUnits: [lab] }, '222222222222', true],
  ['a unit above it', { organizationalUnits: [prod] }, '111111111111', true],
  ['a unit two below', { organizationalUnits: [deep] }, '111111111111', true],
  ['the root', { organizationalUnits: ['r-ab12'] }, '444444444444', true],
  ['a unit beside it', { organizationalUnits: [prod] }, '222222222222', false],
  ['one of several units', { organizationalUnits: [prod, lab] }, '222222222222', true],
  ['no unit, below the root alone', { organizationalUnits: [prod, lab] }, '444444444444', false],
  ['units that nobody told', { organizationalUnits: [prod] }, '333333333333', null],
  ['units of an account that is not listed', { organizationalUnits: [prod] }, '999999999999', null],
  ['either: the account', { accounts: ['333333333333'], organizationalUnits: [prod] }, '333333333333', true],
  ['either: the unit', { accounts: ['333333333333'], organizationalUnits: [lab] }, '222222222222', true],
  ['neither of both', { accounts: ['333333333333'], organizationalUnits: [lab] }, '111111111111', false],
  [
    'another account, or units nobody told',
    { accounts: ['111111111111'], organizationalUnits: [prod] },
    '333333333333',
    null,
  ],
])('%s', (_, fields, accountId, told) => {
  expect(isForAccount(line(fields), accountId, network)).toBe(told);
});
