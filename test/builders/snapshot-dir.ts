import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A new directory with the given files; a value that is no string or bytes is written as JSON. */
export const snapshotDir = async (files: Readonly<Record<string, unknown>> = {}): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'snapshot-'));
  for (const [name, content] of Object.entries(files)) {
    const file = join(dir, name);
    await mkdir(dirname(file), { recursive: true });
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    await writeFile(file, isRaw ? content : JSON.stringify(content));
  }
  return dir;
};
