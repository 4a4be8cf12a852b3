// Writes what is published on npm as dist/package and packs it into dist, or the folder that is named; with --stage it is not packed.
import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePage, bundleProgram } from './package/bundle.ts';
import { packagesIn, thirdPartyLicences } from './package/licences.ts';
import { publishedManifest } from './package/manifest.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist/package');

/** Packed as they are but for TypeScript and pictures, at the same places, so that what they say of one another holds. */
const asTheyAre = [
  'README.md',
  'README.ja.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'LICENSE',
  'docs',
  'infra/member-roles/main.tf',
  'infra/member-roles/member-roles.template',
  'src/cli/demo/vpc-path-auditor.json',
  'src/sandbox/organization',
];

await rm(folder, { recursive: true, force: true });
for (const path of asTheyAre) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await cp(join(root, path), join(folder, path), {
    recursive: true,
    filter: (source) => !/\.(?:ts|png)$/.test(source),
  });
}
const metafile = await bundleProgram(join(folder, 'lib'));
const bin = join(folder, 'vpc-path-auditor.mjs');
await cp(join(root, 'scripts/package-bin.mjs'), bin);
await chmod(bin, 0o755);
await writeFile(
  join(folder, 'THIRD-PARTY-LICENSES'),
  await thirdPartyLicences(root, packagesIn([metafile, await bundlePage()])),
);
await writeFile(join(folder, 'package.json'), `${JSON.stringify(publishedManifest, null, 2)}\n`);

const [, , destination = join(root, 'dist')] = process.argv;
if (destination !== '--stage') {
  const args = ['pack', folder, '--pack-destination', destination, '--loglevel', 'error'];
  process.stdout.write(`${join(destination, execFileSync('npm', args, { encoding: 'utf8' }).trim())}\n`);
}
