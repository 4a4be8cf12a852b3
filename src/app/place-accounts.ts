import pMap from 'p-map';
import { accountsInOu } from '#aws/organizational-units.ts';
import { type Account, organizationalUnitIdsOf } from '#model/account.ts';
import type { Config } from '#model/config.ts';
import { compareText } from '#model/scope.ts';
import { InputError } from './input-error.ts';
import type { LiveOptions } from './list-organization.ts';
import type { PlanGap } from './ports.ts';

/** The organizational units that lines of the configuration are for, `scope` aside. */
export const unitsNamed = ({
  allowedRegions,
  inferenceRegions,
}: Pick<Config, 'allowedRegions' | 'inferenceRegions'>): string[] => {
  const lines = [...(allowedRegions ?? []), ...(inferenceRegions ?? [])];
  return [...new Set(lines.flatMap(({ organizationalUnits }) => organizationalUnits ?? []))].sort(
    compareText,
  );
};

/** Units listed at once; Organizations' own limit holds the pace. */
const unitsAtOnce = 2;

type Placing = Pick<LiveOptions, 'aws' | 'homeRegion' | 'isOrganization' | 'units'>;
export type Placed = { accounts: Account[]; gap: Pick<PlanGap, 'operation' | 'failure'> | null };

const isTold = (account: Account): boolean => organizationalUnitIdsOf(account) !== null;

/**
 * The accounts, each with the named units that it lies in or below. ListAccounts tells all of an account's units, and
 * nothing is asked; the named ones are listed where of some account it did not. When one of them cannot be listed
 * nobody is placed by the others: a part would say "not in it"; that is a gap where the organization was asked for. A
 * unit that is not there is an InputError.
 */
export const placeAccounts = async (
  { aws, homeRegion, isOrganization, units = [] }: Placing,
  accounts: readonly Account[],
): Promise<Placed> => {
  if (units.length === 0 || accounts.every(isTold)) return { accounts: [...accounts], gap: null };
  const listed = await pMap(
    units,
    async (unit) => ({ unit, outcome: await accountsInOu(aws, homeRegion, unit) }),
    { concurrency: unitsAtOnce },
  );
  const members = new Map<string, ReadonlySet<string>>();
  for (const { unit, outcome } of listed) {
    if (outcome.ok) members.set(unit, new Set(outcome.value));
    else if (outcome.failure.code === 'ParentNotFoundException') {
      throw new InputError(`organizationalUnits: the organization has no unit ${unit}`);
    } else {
      const gap = { operation: 'ListAccountsForParent', failure: outcome.failure };
      return { accounts: [...accounts], gap: isOrganization ? gap : null };
    }
  }
  const place = (account: Account): Account => ({
    ...account,
    OrganizationalUnitIds: units.filter((unit) => members.get(unit)?.has(account.Id)),
  });
  return { accounts: accounts.map((account) => (isTold(account) ? account : place(account))), gap: null };
};
