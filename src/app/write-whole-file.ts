import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { access, constants, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileFailure } from './file-error.ts';
import { InputError } from './input-error.ts';

/** Whole, or in pieces: a text may be longer than one string can be. */
type Text = string | Iterable<string>;

const writeTemporary = async (file: string, text: Text): Promise<void> => {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** What is there already, a link followed; null for nothing. */
const find = (file: string): Promise<Stats | null> => stat(file).catch(() => null);

/** A terminal, a pipe, a device: written to, never replaced. A directory is neither; writing it fails as it should. */
const isSpecial = (found: Stats | null): boolean => found !== null && !found.isFile() && !found.isDirectory();

const replace = async (file: string, text: Text): Promise<void> => {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeTemporary(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
};

/** Refuses a file that could not be written, before a long scan is done for it. An InputError. */
export const refuseUnwritable = async (file: string): Promise<void> => {
  const found = await find(file);
  if (found?.isDirectory()) throw new InputError(`${file}: is a directory`);
  // With the dot it is an error that the parent of a new file is a file itself.
  const touched = isSpecial(found) ? file : `${dirname(found === null ? file : await realpath(file))}/.`;
  await access(touched, constants.W_OK).catch((error: unknown) => {
    throw fileFailure(error, file, 'written');
  });
};

/**
 * Writes a file that is either whole or not there: under a temporary name beside it, then renamed. Mode 0600. Behind a
 * link its target is replaced; a device or a pipe is written to. A failure is an InputError with one line. Not the package write-file-atomic: it renames what a full disk has cut
 * short, because it takes one short write for a whole one.
 */
export const writeWholeFile = async (file: string, text: Text): Promise<void> => {
  try {
    const found = await find(file);
    if (isSpecial(found)) await writeFile(file, text);
    else await replace(found === null ? file : await realpath(file), text);
  } catch (error) {
    throw fileFailure(error, file, 'written');
  }
};
