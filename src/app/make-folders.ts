import { access, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

const isThere = (dir: string): Promise<boolean> =>
  access(dir).then(
    () => true,
    () => false,
  );

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);

/** Answers whether the folder is there now; false where what it is to lie in is not. */
const makeOne = async (dir: string): Promise<boolean> => {
  try {
    await mkdir(dir, { mode: 0o700 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return true;
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
};

/**
 * Makes the folder and those above it, each with mode 0700, unless they are there. Not Node's own `recursive`, which
 * never ends where a folder that is there answers ENOENT, as /proc does.
 */
export const makeFolders = async (dir: string): Promise<void> => {
  if (await makeOne(dir)) return;
  // It may be there by now: another may be making the same folders.
  if (!(await isThere(dirname(dir)))) await makeFolders(dirname(dir));
  await mkdir(dir, { mode: 0o700 }).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
};
