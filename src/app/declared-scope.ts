import { type Account, isAlive } from '#model/account.ts';
import type { ScopeConfig } from '#model/config-scope.ts';
import { everyOne } from '#model/coverage.ts';
import { compareText, type Scope } from '#model/scope.ts';
import { InputError } from './input-error.ts';
import type { Excluded, Selection } from './ports.ts';
import { someNames } from './some-names.ts';

/** The accounts of the units that the configuration names, all below them too; null where none is named. */
export type UnitAccounts = { selected: ReadonlySet<string> | null; excluded: ReadonlySet<string> };

/** Why an account is left out: its state, or the key of the configuration; null when it is to be read. */
const reasonOf = (
  account: Account,
  { excludedAccounts }: ScopeConfig,
  units: UnitAccounts,
): string | null => {
  const { Id, State = null } = account;
  if (!isAlive(account)) return State;
  if (excludedAccounts.includes(Id)) return 'scope.excludedAccounts';
  if (units.excluded.has(Id)) return 'scope.excludedOrganizationalUnits';
  return units.selected === null || units.selected.has(Id) ? null : 'scope.organizationalUnits';
};

/** The accounts to read, and those that are left out, whole: each with the reason. */
export const divideAccounts = (
  accounts: readonly Account[],
  scope: ScopeConfig,
  units: UnitAccounts,
): { chosen: string[]; excluded: Excluded[] } => {
  const told = accounts.map((account) => ({
    accountId: account.Id,
    because: reasonOf(account, scope, units),
  }));
  return {
    chosen: told.filter(({ because }) => because === null).map(({ accountId }) => accountId),
    excluded: told.flatMap(({ accountId, because }) =>
      because === null ? [] : [{ accountId, region: everyOne, because }],
    ),
  };
};

const inEveryAccount = (regions: Iterable<string>, because: string): Excluded[] =>
  [...regions].sort(compareText).map((region) => ({ accountId: everyOne, region, because }));

/**
 * The scopes to read, and the Regions that are left out, each once for all accounts: those that the configuration
 * excludes, though nobody has them, and those that accounts have beyond the ones it selects.
 */
export const divideRegions = (
  scopes: readonly Scope[],
  { regions, excludedRegions }: ScopeConfig,
): { chosen: Scope[]; excluded: Excluded[] } => {
  const isExcluded = new Set(excludedRegions);
  const isSelected = regions === null ? null : new Set(regions);
  const beyond = new Set(
    scopes
      .map(({ region }) => region)
      .filter((region) => isSelected?.has(region) === false && !isExcluded.has(region)),
  );
  return {
    chosen: scopes.filter(({ region }) => !isExcluded.has(region) && !beyond.has(region)),
    excluded: [
      ...inEveryAccount(isExcluded, 'scope.excludedRegions'),
      ...inEveryAccount(beyond, 'scope.regions'),
    ],
  };
};

/** Refuses to be asked for what is left out: an InputError that names it and the reason. */
export const refuseExcluded = ({ accounts, regions }: Selection, excluded: readonly Excluded[]): void => {
  for (const { accountId, region, because } of excluded) {
    const asked = accounts?.includes(accountId) ? accountId : regions?.includes(region) ? region : null;
    if (asked !== null) throw new InputError(`${asked} is asked for and left out (${because})`);
  }
};

const ofReason = (excluded: readonly Excluded[]): [string, string[]][] =>
  [...Map.groupBy(excluded, ({ because }) => because)].map(([because, group]) => [
    because,
    group.map(({ accountId, region }) => (accountId === everyOne ? region : accountId)),
  ]);

/** What is left out, a line each reason; and excluded accounts that are nobody's, as after a typing error. */
export const tellExcluded = (
  excluded: readonly Excluded[],
  accounts: readonly Account[],
  { excludedAccounts }: ScopeConfig,
): string[] => {
  const known = new Set(accounts.map(({ Id }) => Id));
  const unknown = excludedAccounts.filter((id) => !known.has(id));
  return [
    ...ofReason(excluded).map(([because, names]) => `left out (${because}): ${someNames(names)}`),
    ...(unknown.length === 0
      ? []
      : [`scope.excludedAccounts: no account of the organization: ${someNames(unknown)}`]),
  ];
};
