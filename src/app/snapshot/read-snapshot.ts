import { join } from 'node:path';
import { type Inventory, inventorySchema } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import { type Organization, organizationSchema, type Snapshot } from '#model/snapshot.ts';
import { InputError } from '../input-error.ts';
import { keptAccount } from './kept-account.ts';
import { organizationFile, scopeFile } from './layout.ts';
import { listFolders, listScopes } from './list-scopes.ts';
import { readJson } from './read-json.ts';

/** A snapshot directory whose shape has been checked and whose inventories are read one at a time. */
export type OpenSnapshot = {
  organization: Organization;
  /** Every scope that has a file, sorted. An account without any was not read. */
  scopes: Scope[];
  read: (scope: Scope) => Promise<Inventory>;
};

const refuseDuplicates = ({ Accounts }: Organization, file: string): void => {
  const seen = new Set<string>();
  for (const [index, { Id }] of Accounts.entries()) {
    if (seen.has(Id)) throw new InputError(`${file}: Accounts[${index}].Id: ${Id} is listed twice`);
    seen.add(Id);
  }
};

const readOrganization = async (file: string): Promise<Organization> => {
  const organization = await readJson(file, organizationSchema);
  if (organization.Accounts.length === 0) throw new InputError(`${file}: Accounts: holds no account`);
  refuseDuplicates(organization, file);
  return { ...organization, Accounts: organization.Accounts.map(keptAccount) };
};

/**
 * Opens a snapshot directory: organization.json (of `capture`, or of `aws organizations list-accounts`) and one
 * folder per account. Memory holds one inventory at a time. A fault of the files is an InputError.
 */
export const openSnapshot = async (dir: string): Promise<OpenSnapshot> => {
  const folders = await listFolders(dir);
  const organization = await readOrganization(join(dir, organizationFile));
  const accounts = new Set(organization.Accounts.map(({ Id }) => Id));
  const scopes = await listScopes(dir, folders, accounts);
  return { organization, scopes, read: async (scope) => readJson(scopeFile(dir, scope), inventorySchema) };
};

/** The whole snapshot in memory. Errors are those of `openSnapshot` and of each file. */
export const readSnapshot = async (dir: string): Promise<Snapshot> => {
  const { organization, scopes, read } = await openSnapshot(dir);
  const inventories: Snapshot['inventories'] = [];
  for (const scope of scopes) inventories.push({ scope, inventory: await read(scope) });
  return { organization, inventories };
};
