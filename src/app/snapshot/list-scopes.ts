import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { compareScopes, type Scope } from '#model/scope.ts';
import { fileFailure } from '../file-error.ts';
import { InputError } from '../input-error.ts';
import { isHidden, organizationFile, regionName } from './layout.ts';

const listVisible = async (dir: string): Promise<Dirent[]> => {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: unknown) => {
    throw fileFailure(error, dir, 'read');
  });
  return entries.filter(({ name }) => !isHidden(name));
};

/** A link or a device could lead anywhere: a snapshot is plain files in plain folders. */
const refuseSpecial = (dir: string, entry: Dirent): void => {
  if (!entry.isFile() && !entry.isDirectory()) {
    throw new InputError(
      `${join(dir, entry.name)}: is a link or a special file; a snapshot holds plain files`,
    );
  }
};

/**
 * The folders of a snapshot directory. Other files beside organization.json, such as a README, are left alone, but
 * not a JSON file: it would be an inventory that is silently not read.
 */
export const listFolders = async (dir: string): Promise<string[]> => {
  const entries = await listVisible(dir);
  const names = new Set(entries.map(({ name }) => name));
  for (const entry of entries) {
    refuseSpecial(dir, entry);
    if (entry.isFile() && entry.name.endsWith('.json') && entry.name !== organizationFile) {
      throw new InputError(`${join(dir, entry.name)}: an inventory belongs in <account ID>/<region>.json`);
    }
  }
  if (!names.has(organizationFile)) {
    throw new InputError(
      `${dir}: has no ${organizationFile}: an unfinished capture (capture again), or not a snapshot ` +
        `(one made by hand gets it from \`aws organizations list-accounts\`)`,
    );
  }
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
};

const toScope = (folder: string, entry: Dirent): Scope => {
  const region = basename(entry.name, '.json');
  if (!entry.isFile() || entry.name === region || !regionName.test(region)) {
    throw new InputError(`${join(folder, entry.name)}: is not <region>.json`);
  }
  return { accountId: basename(folder), region };
};

/** The scopes that the folders hold, sorted. Every folder must be an account of the organization. */
export const listScopes = async (
  dir: string,
  folders: readonly string[],
  accounts: ReadonlySet<string>,
): Promise<Scope[]> => {
  const scopes: Scope[] = [];
  for (const name of folders) {
    const folder = join(dir, name);
    if (!accounts.has(name)) {
      throw new InputError(`${folder}: is not the ID of an account in ${organizationFile}`);
    }
    for (const entry of await listVisible(folder)) scopes.push(toScope(folder, entry));
  }
  return scopes.sort(compareScopes);
};
