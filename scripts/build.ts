// Bundles the functions into dist/, and says what is in them.
import { fileURLToPath } from 'node:url';
import { buildBundles } from './build-bundles.ts';

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0).padStart(6)} KB`;

const bundles = await buildBundles(fileURLToPath(new URL('../dist', import.meta.url)));
for (const { name, bytes, packages } of bundles) {
  process.stdout.write(`${kilobytes(bytes)}  dist/${name}\n`);
  if (!process.argv.includes('--packages')) continue;
  for (const [pack, size] of packages) process.stdout.write(`  ${kilobytes(size)}  ${pack}\n`);
}
