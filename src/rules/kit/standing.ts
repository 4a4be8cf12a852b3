import type { RuleInput } from '../rule.ts';

/** Whose an account is: of the Organization, trusted by the configuration, a stranger's, or nobody can tell. */
export type Standing = 'in-organization' | 'trusted' | 'outside' | 'unknown';

/**
 * By the Organization's own list and `trustedAccounts`. Where the list could not be read, an account that is not
 * among those known may be in the Organization.
 */
export const standingOf = (
  accountId: string | null,
  { network, config, isListed }: Pick<RuleInput, 'network' | 'config' | 'isListed'>,
): Standing => {
  if (accountId === null) return 'unknown';
  if (network.accounts.has(accountId)) return 'in-organization';
  if (config.trustedAccounts.includes(accountId)) return 'trusted';
  return isListed ? 'outside' : 'unknown';
};
