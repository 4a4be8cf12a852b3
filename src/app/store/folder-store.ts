import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { compareText } from '#model/scope.ts';
import { fileFailure } from '../file-error.ts';
import { makeFolders } from '../make-folders.ts';
import { writeWholeFile } from '../write-whole-file.ts';
import { jsonPieces } from './json-pieces.ts';
import { checkKey, checkPrefix, MalformedDocument, type Store, StoreError } from './store.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const orNothing = async <T, N>(found: Promise<T>, nothing: N): Promise<T | N> => {
  try {
    return await found;
  } catch (error) {
    if (isMissing(error)) return nothing;
    throw error;
  }
};

/** What the system said, as the store's own error; a mistake of ours is thrown on. */
const failure = (error: unknown, file: string, verb: 'read' | 'written'): StoreError =>
  new StoreError(fileFailure(error, file, verb).message);

const parse = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MalformedDocument(
      `${file}: is not JSON (${error instanceof Error ? error.message : String(error)})`,
    );
  }
};

/** Documents as plain JSON files under a folder, which is made when needed. Files have mode 0600, folders 0700. */
export const createFolderStore = (folder: string): Store => {
  const fileOf = (key: string): string => join(folder, ...checkKey(key).split('/'));
  return {
    put: async (key, document) => {
      const file = fileOf(key);
      await makeFolders(dirname(file)).catch((error: unknown) => {
        throw failure(error, dirname(file), 'written');
      });
      await writeWholeFile(file, jsonPieces(document)).catch((error: unknown) => {
        throw error instanceof Error && error.name === 'InputError' ? new StoreError(error.message) : error;
      });
    },
    get: async (key) => {
      const file = fileOf(key);
      const text = await orNothing(readFile(file, 'utf8'), null).catch((error: unknown) => {
        throw failure(error, file, 'read');
      });
      return text === null ? null : parse(text, file);
    },
    list: async (prefix) => {
      const dir = fileOf(checkPrefix(prefix).slice(0, -1));
      const entries = await orNothing(readdir(dir, { recursive: true, withFileTypes: true }), []).catch(
        (error: unknown) => {
          throw failure(error, dir, 'read');
        },
      );
      return entries
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .toSorted(compareText);
    },
  };
};
