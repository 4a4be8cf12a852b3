import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { fileFailure } from './file-error.ts';

const writeTemporary = async (file: string, text: string): Promise<void> => {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Writes a file that is either whole or not there: under a temporary name beside it, then renamed. Mode 0600. A
 * failure is an InputError with one line. Not the package write-file-atomic: it renames what a full disk has cut
 * short, because it takes one short write for a whole one.
 */
export const writeWholeFile = async (file: string, text: string): Promise<void> => {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeTemporary(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fileFailure(error, file, 'written');
  }
};
