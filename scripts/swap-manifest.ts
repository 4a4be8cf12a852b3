// For a plain `npm pack` of the repository: the manifest that is published stands in the place of the repository's while npm
// packs (`prepack`), and `--back` takes it away again (`postpack`).
import { existsSync } from 'node:fs';
import { copyFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { publishedManifest } from './package/manifest.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const [manifest, held] = [at('../package.json'), at('../dist/package.json')];

if (process.argv.includes('--back')) await rename(held, manifest);
else {
  if (existsSync(held)) throw new Error('another `npm pack` is under way, or did not end: dist/package.json');
  const { imports: _, ...published } = publishedManifest;
  const bin = Object.fromEntries(
    Object.entries(published.bin).map(([name, file]) => [name, `dist/package/${file}`]),
  );
  await copyFile(manifest, held);
  await writeFile(
    manifest,
    `${JSON.stringify({ ...published, bin, files: ['dist/package', 'CHANGELOG.md'] }, null, 2)}\n`,
  );
}
