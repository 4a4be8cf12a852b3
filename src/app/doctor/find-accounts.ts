import { describeOrganization, type Organization } from '#aws/describe-organization.ts';
import { type Account, isAlive } from '#model/account.ts';
import type { ScopeConfig } from '#model/config-scope.ts';
import { failed, type Outcome, success } from '#model/coverage.ts';
import type { DoctorReport } from '#model/doctor.ts';
import type { Opened } from '../connect.ts';
import { divideAccounts, refuseExcluded } from '../declared-scope.ts';
import { listOrganization } from '../list-organization.ts';
import type { Selection } from '../ports.ts';
import { select } from '../select.ts';
import { type Observation, observe } from './observe.ts';

type Standing = DoctorReport['organization']['standing'];

const standingOf = (
  callerAccountId: string,
  described: Outcome<Organization>,
  isListed: boolean,
): Standing => {
  if (!described.ok) return described.failure.cause === 'not-enabled' ? 'none' : 'unknown';
  if (described.value.managementAccountId === callerAccountId) return 'management';
  return isListed ? 'delegated-administrator' : 'member';
};

export type Found = {
  organization: DoctorReport['organization'];
  /** The accounts to look at: those that an audit would read. */
  accounts: Account[];
  observations: Observation[];
};

/**
 * The organization, what the caller's account is in it, and its accounts in scope. That there is none, or that nobody
 * asked for it, is no fault. What is asked wrongly is an InputError.
 */
export const findAccounts = async (
  { aws, caller, homeRegion }: Pick<Opened, 'aws' | 'caller' | 'homeRegion'>,
  { isOrganization, selection, scope }: { isOrganization: boolean; selection: Selection; scope: ScopeConfig },
): Promise<Found> => {
  const [described, listed] = await Promise.all([
    describeOrganization(aws, homeRegion),
    listOrganization({ aws, caller, homeRegion, isOrganization, scope }),
  ]);
  const { id = null, managementAccountId = null } = described.ok ? described.value : {};
  const known = listed.isOrganization
    ? listed.accounts
    : listed.accounts.filter(({ Id }) => Id === caller.accountId);
  const { chosen, excluded } = divideAccounts(known, scope, listed.units);
  const accountsOnly = { ...selection, regions: null };
  refuseExcluded(accountsOnly, excluded);
  const places = chosen.map((accountId) => ({ accountId, region: homeRegion }));
  const selected = new Set(select(places, accountsOnly).map(({ accountId }) => accountId));

  const home = { accountId: caller.accountId, region: homeRegion };
  const standing = standingOf(caller.accountId, described, listed.isListed);
  const told = listed.gap === null ? success(null) : failed(listed.gap.failure);
  return {
    organization: {
      id,
      managementAccountId,
      standing,
      accountsAlive: listed.isListed ? listed.accounts.filter(isAlive).length : null,
    },
    accounts: known.filter(({ Id }) => selected.has(Id)),
    observations:
      isOrganization && standing !== 'none'
        ? [observe({ name: 'organization', subject: id }, home, told)]
        : [],
  };
};
