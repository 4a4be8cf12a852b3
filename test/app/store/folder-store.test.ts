import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createFolderStore } from '#app/store/folder-store.ts';
import { StoreError } from '#app/store/store.ts';
import { storeSuite } from './store-suite.ts';

const folders: string[] = [];
const makeFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  folders.push(folder);
  return folder;
};
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

storeSuite('a folder as the store', async () => {
  const folder = await makeFolder();
  return {
    store: createFolderStore(join(folder, 'made', 'when-needed')),
    breakDocument: (key) => writeFile(join(folder, 'made', 'when-needed', key), '{"scopes":[', 'utf8'),
  };
});

it('nobody else may read what it holds, and nothing is left beside it', async () => {
  const folder = await makeFolder();
  await createFolderStore(folder).put('runs/1/plan.json', {});
  expect((await stat(join(folder, 'runs/1/plan.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'runs/1'))).mode & 0o777).toBe(0o700);
  expect(await readdir(join(folder, 'runs/1'))).toEqual(['plan.json']);
});

it('keeps a text as it stands', async () => {
  const folder = await makeFolder();
  await createFolderStore(folder).putText('runs/1/report.md', '# 東京\n', 'text/markdown');
  expect(await readFile(join(folder, 'runs/1/report.md'), 'utf8')).toBe('# 東京\n');
});

it.each<[string, (folder: string) => Promise<unknown>]>([
  ['a file where a folder should be', (folder) => createFolderStore(folder).put('file/plan.json', {})],
  ['a folder where a document should be', (folder) => createFolderStore(folder).get('folder')],
  [
    'a folder where a text should be',
    (folder) => createFolderStore(folder).putText('folder', '', 'text/plain'),
  ],
])('%s is a StoreError of one line', async (_, act) => {
  const folder = await makeFolder();
  await writeFile(join(folder, 'file'), '');
  await createFolderStore(folder).put('folder/plan.json', {});
  await expect(act(folder)).rejects.toThrow(StoreError);
  await expect(act(folder)).rejects.toThrow(/^[^\n]*(file|folder)[^\n]*$/);
});

it.skipIf(!existsSync('/proc/self'))('does not try for ever where no folder can be made', async () => {
  const error = await createFolderStore('/proc/none/deep')
    .put('runs/1/plan.json', {})
    .catch((e: unknown) => e);
  expect(String(error)).toMatch(
    /^StoreError: \/proc\/none\/deep\/runs\/1: cannot be written: .*\(E[A-Z]+\)$/,
  );
});
