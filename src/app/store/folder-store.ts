import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileFailure } from '../file-error.ts';
import { makeFolders } from '../make-folders.ts';
import { writeWholeFile } from '../write-whole-file.ts';
import { jsonPieces } from './json-pieces.ts';
import { checkKey, MalformedDocument, type Store, StoreError } from './store.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

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

const write = async (file: string, text: string | Iterable<string>): Promise<void> => {
  await makeFolders(dirname(file)).catch((error: unknown) => {
    throw failure(error, dirname(file), 'written');
  });
  await writeWholeFile(file, text).catch((error: unknown) => {
    throw error instanceof Error && error.name === 'InputError' ? new StoreError(error.message) : error;
  });
};

/** The text, or null where there is no such file. */
const read = async (file: string): Promise<string | null> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw failure(error, file, 'read');
  }
};

/** Documents as plain JSON files under a folder, which is made when needed. Files have mode 0600, folders 0700. */
export const createFolderStore = (folder: string): Store => {
  const fileOf = (key: string): string => join(folder, ...checkKey(key).split('/'));
  return {
    put: async (key, document) => write(fileOf(key), jsonPieces(document)),
    putText: async (key, text) => write(fileOf(key), text),
    get: async (key) => {
      const file = fileOf(key);
      const text = await read(file);
      return text === null ? null : parse(text, file);
    },
  };
};
