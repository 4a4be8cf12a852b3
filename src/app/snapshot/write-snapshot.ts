import { access, constants, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Account } from '#model/account.ts';
import type { Inventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import { sortInventory } from '#model/sort-inventory.ts';
import { fileFailure } from '../file-error.ts';
import { InputError } from '../input-error.ts';
import { makeFolders } from '../make-folders.ts';
import { writeWholeFile } from '../write-whole-file.ts';
import { keptAccount } from './kept-account.ts';
import { isHidden, organizationFile, scopeFile } from './layout.ts';
import { toStableJson } from './stable-json.ts';

export type SnapshotWriter = {
  writeInventory: (scope: Scope, inventory: Inventory) => Promise<void>;
  /** Writes organization.json, last: until it is there the directory is an unfinished capture, and no snapshot. */
  finish: (organization: { Accounts: readonly Account[] }) => Promise<void>;
};

const unwritable =
  (dir: string) =>
  (error: unknown): never => {
    throw fileFailure(error, dir, 'written');
  };

const makeFolder = (dir: string): Promise<void> => makeFolders(dir).catch(unwritable(dir));

/** Files of two captures must never mix: what the later one did not read would seem to be of it. */
const refuseUsed = async (dir: string): Promise<void> => {
  const names = (await readdir(dir).catch(unwritable(dir))).filter((name) => !isHidden(name));
  if (names.includes(organizationFile)) throw new InputError(`${dir}: already holds a snapshot`);
  if (names.length > 0) throw new InputError(`${dir}: is not empty; capture into a new directory`);
};

/**
 * Prepares `dir` (made if it is missing; otherwise it must be empty and writable) and returns what writes into it.
 * Files have mode 0600, folders 0700, records and keys are sorted, e-mail addresses are left out. Each file is whole
 * or missing. `capturedAt` is an ISO time. Every failure to write is an InputError.
 */
export const createSnapshotWriter = async (
  dir: string,
  { capturedAt }: { capturedAt: string },
): Promise<SnapshotWriter> => {
  await makeFolder(dir);
  await refuseUsed(dir);
  await access(dir, constants.W_OK).catch(unwritable(dir));
  return {
    writeInventory: async (scope, inventory) => {
      const file = scopeFile(dir, scope);
      await makeFolder(dirname(file));
      await writeWholeFile(file, toStableJson(sortInventory(inventory)));
    },
    finish: ({ Accounts }) =>
      writeWholeFile(
        join(dir, organizationFile),
        toStableJson({ schemaVersion: 1, capturedAt, Accounts: Accounts.map(keptAccount) }),
      ),
  };
};
