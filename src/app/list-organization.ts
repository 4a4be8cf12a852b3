import { listAccounts } from '#aws/accounts.ts';
import type { Aws } from '#aws/clients.ts';
import type { Account } from '#model/account.ts';
import type { ScopeConfig } from '#model/config-scope.ts';
import type { Failure } from '#model/coverage.ts';
import type { UnitAccounts } from './declared-scope.ts';
import type { Caller, Plan, PlanGap } from './ports.ts';
import { readUnits } from './read-units.ts';

export type LiveOptions = {
  aws: Aws;
  caller: Caller;
  homeRegion: string;
  /** Whether the organization's accounts are scanned, not only the caller's. */
  isOrganization: boolean;
  /** What is audited, and what is left out. */
  scope: ScopeConfig;
  /** The units that other lines of the configuration are for; left out: none. */
  units?: readonly string[];
};

type Listed = Pick<Plan, 'accounts' | 'isListed' | 'notices'> & {
  units: UnitAccounts;
  isOrganization: boolean;
  /** Why the accounts that were asked for could not be listed: a gap in what was read. */
  gap: Pick<PlanGap, 'operation' | 'failure'> | null;
};

const noUnits: UnitAccounts = { selected: null, excluded: new Set() };

/** The caller's account alone, because of a failure; that is a gap where the organization was asked for and exists. */
const alone = (
  { isOrganization }: LiveOptions,
  listed: Pick<Listed, 'accounts' | 'isListed'>,
  { operation, failure }: { operation: string; failure: Failure },
): Listed => {
  const notice = `the organization's accounts could not be listed (${failure.message ?? failure.cause}): this account alone`;
  return {
    ...listed,
    units: noUnits,
    isOrganization: false,
    notices: isOrganization ? [notice] : [],
    gap: isOrganization && failure.cause !== 'not-enabled' ? { operation, failure } : null,
  };
};

/**
 * The organization's accounts, which are listed in any case, because they say whose a finding is. Without an
 * organization, or the permission to list it: the caller's account alone, and the plan says so.
 */
export const listOrganization = async (options: LiveOptions): Promise<Listed> => {
  const { aws, caller, homeRegion, isOrganization } = options;
  const self: Account = { Id: caller.accountId };
  const listed = await listAccounts(aws, homeRegion);
  if (!listed.ok) {
    const { failure } = listed;
    // AWS's answer to an account that is in no organization.
    const isListed = failure.cause === 'not-enabled';
    return alone(options, { accounts: [self], isListed }, { operation: 'ListAccounts', failure });
  }
  const isMember = listed.value.some(({ Id }) => Id === self.Id);
  const accounts = isMember ? listed.value : [self, ...listed.value];
  const units = await readUnits(options, isOrganization);
  const [gap] = units.gaps;
  if (gap !== undefined) return alone(options, { accounts, isListed: true }, gap);
  return { accounts, isListed: true, isOrganization, units: units.accounts, notices: [], gap: null };
};
