import type { Account } from '#model/account.ts';

/** The e-mail address is personal data; the units that one configuration names would pass for all of them in another. */
const left = /e-?mail|^OrganizationalUnitIds$/i;

/** An account as a snapshot has it. */
export const keptAccount = (account: Account): Account => ({
  ...Object.fromEntries(Object.entries(account).filter(([key]) => !left.test(key))),
  Id: account.Id,
});
