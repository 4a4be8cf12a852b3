import type { ScopeConfig } from '#model/config-scope.ts';
import { partitionOf } from '#model/partition.ts';
import { divideAccounts, divideRegions, refuseExcluded, tellExcluded } from './declared-scope.ts';
import { InputError } from './input-error.ts';
import type { Excluded, Source } from './ports.ts';
import { select } from './select.ts';
import { type OpenSnapshot, openSnapshot } from './snapshot/read-snapshot.ts';
import { unitsTold } from './units-told.ts';

/** Accounts of the organization of which the snapshot holds nothing, so that nobody takes them for empty. */
const unreadAccounts = ({ organization, scopes }: OpenSnapshot, excluded: readonly Excluded[]): string[] => {
  const told = new Set([...scopes, ...excluded].map(({ accountId }) => accountId));
  const unread = organization.Accounts.filter(({ Id }) => !told.has(Id)).length;
  return unread === 0 ? [] : [`${unread} of the organization's accounts are not in this snapshot`];
};

/**
 * Reads a captured snapshot as if it were AWS, at the time it was captured, as far as it is in scope. Errors of its
 * files are InputErrors.
 */
export const createSnapshotSource = async (dir: string, scope: ScopeConfig): Promise<Source> => {
  const snapshot = await openSnapshot(dir);
  const { Accounts, capturedAt, ServiceNames = {} } = snapshot.organization;
  return {
    input: 'snapshot',
    caller: null,
    offered: async () => ServiceNames,
    plan: async (selection) => {
      const told = unitsTold(Accounts, scope);
      const inScope = divideAccounts(Accounts, scope, told.units);
      const chosen = new Set(inScope.chosen);
      const inRegions = divideRegions(
        snapshot.scopes.filter(({ accountId }) => chosen.has(accountId)),
        scope,
      );
      const excluded = [...inScope.excluded, ...inRegions.excluded];
      refuseExcluded(selection, excluded);
      if (inRegions.chosen.length === 0 && snapshot.scopes.length > 0) {
        throw new InputError(`${dir}: the configuration (scope) leaves out all that it holds`);
      }
      const scopes = select(inRegions.chosen, selection);
      const [first] = scopes;
      if (first === undefined) throw new InputError(`${dir}: holds no scope to read`);
      return {
        partition: partitionOf(first.region),
        accounts: Accounts,
        scopes,
        excluded,
        gaps: [],
        isListed: true,
        notices: [
          ...unreadAccounts(snapshot, inScope.excluded),
          ...told.notices,
          ...tellExcluded(excluded, Accounts, scope),
        ],
        hub: null,
        observedAt: capturedAt ?? null,
      };
    },
    read: snapshot.read,
  };
};
