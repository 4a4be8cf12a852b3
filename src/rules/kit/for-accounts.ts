import { organizationalUnitIdsOf } from '#model/account.ts';
import type { ForAccounts } from '#model/config-rules.ts';
import type { Network } from '#network/network.ts';

/** Whether a line of the configuration is for an account; null when the account's units were not told. */
export const isForAccount = (
  { accounts, organizationalUnits }: ForAccounts,
  accountId: string,
  network: Network,
): boolean | null => {
  if (accounts === null && organizationalUnits === null) return true;
  if (accounts?.includes(accountId) === true) return true;
  if (organizationalUnits === null) return false;
  const account = network.accounts.get(accountId);
  const units = account === undefined ? null : organizationalUnitIdsOf(account);
  return units === null ? null : organizationalUnits.some((unit) => units.includes(unit));
};
