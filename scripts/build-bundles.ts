import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { buildJoined } from './join-start.ts';
import { leaveOut, neverLoaded } from './leave-out.ts';
import { nodeBuiltins } from './node-builtins.ts';
import { trimFindings, trimSchemas } from './trim-schemas.ts';

/** The functions that are deployed, each from the handler of that name. */
export const bundleNames = ['audit', 'orchestrate', 'worker'] as const;
export type BundleName = (typeof bundleNames)[number];

export type Bundle = {
  name: BundleName;
  /** Of the code as it is deployed, all files of it. */
  bytes: number;
  /** The bytes that each npm package has in it, the largest first; `ours` is this repository. */
  packages: [name: string, bytes: number][];
};

const root = fileURLToPath(new URL('..', import.meta.url));

const packageOf = (path: string): string =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? 'ours';

type Inputs = Readonly<Record<string, { bytesInOutput: number }>>;

/** Bytes in a bundle by package, the largest first, of the inputs of its files in esbuild's metafile. */
export const sizesByPackage = (files: readonly Inputs[]): Bundle['packages'] => {
  const inputs = files.flatMap((one) => Object.entries(one));
  const byPackage = Map.groupBy(inputs, ([path]) => packageOf(path));
  return [...byPackage]
    .map(([name, parts]): [string, number] => [
      name,
      parts.reduce((total, [, { bytesInOutput }]) => total + bytesInOutput, 0),
    ])
    .sort(([, a], [, b]) => b - a);
};

/** How every bundle is made. */
export const bundling = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // The SDK's ES modules rather than its CommonJS, of which nothing can be left out.
  mainFields: ['module', 'main'],
  minify: true,
  external: [...neverLoaded],
  legalComments: 'none',
  plugins: [trimSchemas, leaveOut, nodeBuiltins],
  metafile: true,
  logLevel: 'silent',
} satisfies BuildOptions;

/** How a function is made of its handler: `index.mjs`, and a file for each part that is imported only once it is needed. */
export const functionBundling = (entry: string) =>
  ({
    ...bundling,
    plugins: [trimFindings, ...bundling.plugins],
    entryPoints: { index: entry },
    outExtension: { '.js': '.mjs' },
    splitting: true,
    chunkNames: '[name]-[hash]',
  }) satisfies BuildOptions;

/**
 * Bundles a handler into `<outdir>/<name>/`, which is what is deployed: nothing else is left there. The source maps are kept
 * apart, in `<outdir>/source-maps/<name>/`: they read a stack trace afterwards, and would cost 90 ms at every start.
 */
const buildBundle = async (name: BundleName, outdir: string): Promise<Bundle> => {
  const [code, maps] = [join(outdir, name), join(outdir, 'source-maps', name)];
  const { files, metafile } = await buildJoined(
    { ...functionBundling(`src/handlers/${name}.ts`), outdir: code, sourcemap: 'external' },
    'index.mjs',
  );
  for (const folder of [code, maps]) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  const codes = files.filter(({ path }) => path.endsWith('.mjs'));
  for (const file of files) {
    await writeFile(join(codes.includes(file) ? code : maps, basename(file.path)), file.contents);
  }
  const bytes = codes.reduce((total, { contents }) => total + contents.byteLength, 0);
  return {
    name,
    bytes,
    packages: sizesByPackage(Object.values(metafile.outputs).map(({ inputs }) => inputs)),
  };
};

/** Bundles every function into `outdir`, an absolute path. */
export const buildBundles = (outdir: string): Promise<Bundle[]> =>
  Promise.all(bundleNames.map((name) => buildBundle(name, outdir)));
