import type { Account } from '#model/account.ts';

/** An account as Organizations tells it has an e-mail address, which is personal data and never kept. */
export const withoutEmail = (account: Account): Account => {
  const entries = Object.entries(account).filter(([key]) => !/e-?mail/i.test(key));
  return { ...Object.fromEntries(entries), Id: account.Id };
};
