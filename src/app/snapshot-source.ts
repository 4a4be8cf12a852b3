import { partitionOf } from '#model/partition.ts';
import { InputError } from './input-error.ts';
import type { Source } from './ports.ts';
import { select } from './select.ts';
import { type OpenSnapshot, openSnapshot } from './snapshot/read-snapshot.ts';

/** Accounts of the organization of which the snapshot holds nothing, so that nobody takes them for empty. */
const unreadAccounts = ({ organization, scopes }: OpenSnapshot): string[] => {
  const read = new Set(scopes.map(({ accountId }) => accountId));
  const unread = organization.Accounts.filter(({ Id }) => !read.has(Id)).length;
  return unread === 0 ? [] : [`${unread} of the organization's accounts are not in this snapshot`];
};

/** Reads a captured snapshot as if it were AWS, at the time it was captured. Errors of its files are InputErrors. */
export const createSnapshotSource = async (dir: string): Promise<Source> => {
  const snapshot = await openSnapshot(dir);
  return {
    input: 'snapshot',
    caller: null,
    plan: async (selection) => {
      const scopes = select(snapshot.scopes, selection);
      const [first] = scopes;
      if (first === undefined) throw new InputError(`${dir}: holds no scope to read`);
      return {
        partition: partitionOf(first.region),
        accounts: snapshot.organization.Accounts,
        scopes,
        excluded: [],
        isListed: true,
        notices: unreadAccounts(snapshot),
        observedAt: snapshot.organization.capturedAt ?? null,
      };
    },
    read: snapshot.read,
  };
};
