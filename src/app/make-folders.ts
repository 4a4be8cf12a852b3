import { access, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

const isThere = (dir: string): Promise<boolean> =>
  access(dir).then(
    () => true,
    () => false,
  );

/**
 * Makes the folder and those above it, each with mode 0700, unless they are there. Not Node's own `recursive`, which
 * never ends where a folder that is there answers ENOENT, as /proc does.
 */
export const makeFolders = async (dir: string): Promise<void> => {
  try {
    await mkdir(dir, { mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || (await isThere(dirname(dir)))) throw error;
    await makeFolders(dirname(dir));
    await makeFolders(dir);
  }
};
