import { type Account, organizationalUnitIdsOf } from '#model/account.ts';
import type { ScopeConfig } from '#model/config-scope.ts';
import type { UnitAccounts } from './declared-scope.ts';

type Told = { units: UnitAccounts; notices: string[] };

const everybody: UnitAccounts = { selected: null, excluded: new Set() };

/**
 * The accounts of the units that `scope` names, as the accounts themselves tell where they are. Where one does not,
 * nobody is left out.
 */
export const unitsTold = (
  accounts: readonly Account[],
  { organizationalUnits, excludedOrganizationalUnits }: ScopeConfig,
): Told => {
  if (organizationalUnits === null && excludedOrganizationalUnits.length === 0)
    return { units: everybody, notices: [] };
  const placed = accounts.map((account) => ({ id: account.Id, units: organizationalUnitIdsOf(account) }));
  const lost = placed.filter(({ units }) => units === null).length;
  if (lost > 0) {
    const notice = `the snapshot does not tell the organizational units of ${lost} of its accounts: all are read`;
    return { units: everybody, notices: [notice] };
  }
  const within = (names: readonly string[]): ReadonlySet<string> =>
    new Set(placed.filter(({ units }) => units?.some((unit) => names.includes(unit))).map(({ id }) => id));
  return {
    units: {
      selected: organizationalUnits === null ? null : within(organizationalUnits),
      excluded: within(excludedOrganizationalUnits),
    },
    notices: [],
  };
};
