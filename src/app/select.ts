import type { Scope } from '#model/scope.ts';
import { InputError } from './input-error.ts';
import type { Selection } from './ports.ts';
import { someNames } from './some-names.ts';

const refuseUnknown = (asked: readonly string[] | null, known: ReadonlySet<string>, what: string): void => {
  const unknown = (asked ?? []).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new InputError(
      `${what} not in scope: ${someNames(unknown)} (there are ${someNames([...known].sort())})`,
    );
  }
};

/** The scopes that were asked for. A name that none of them has is an InputError: a typo must not look like "nothing there". */
export const select = (scopes: readonly Scope[], { accounts, regions }: Selection): Scope[] => {
  refuseUnknown(accounts, new Set(scopes.map(({ accountId }) => accountId)), 'account');
  refuseUnknown(regions, new Set(scopes.map(({ region }) => region)), 'Region');
  return scopes.filter(
    ({ accountId, region }) =>
      (accounts === null || accounts.includes(accountId)) && (regions === null || regions.includes(region)),
  );
};
