import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { leaveOut, unusedCredentials } from './leave-out.ts';
import { trimSchemas } from './trim-schemas.ts';

/** The functions that are deployed, each from the handler of that name. */
export const bundleNames = ['audit', 'orchestrate', 'worker'] as const;
export type BundleName = (typeof bundleNames)[number];

export type Bundle = {
  name: BundleName;
  /** Of the code as it is deployed. */
  bytes: number;
  /** The bytes that each npm package has in it, the largest first; `ours` is this repository. */
  packages: [name: string, bytes: number][];
};

const root = fileURLToPath(new URL('..', import.meta.url));

/** AWS X-Ray's SDK, below Powertools' tracer, is CommonJS and asks for Node's own modules by `require`. */
const banner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

const packageOf = (path: string): string =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? 'ours';

/** Bytes in a bundle by package, the largest first, of an output's inputs in esbuild's metafile. */
export const sizesByPackage = (inputs: Record<string, { bytesInOutput: number }>): Bundle['packages'] => {
  const byPackage = Map.groupBy(Object.entries(inputs), ([path]) => packageOf(path));
  return [...byPackage]
    .map(([name, files]): [string, number] => [
      name,
      files.reduce((total, [, { bytesInOutput }]) => total + bytesInOutput, 0),
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
  charset: 'utf8',
  external: [...unusedCredentials],
  legalComments: 'none',
  banner: { js: banner },
  plugins: [trimSchemas, leaveOut],
  metafile: true,
  logLevel: 'silent',
} satisfies BuildOptions;

/**
 * Bundles a handler as `<outdir>/<name>/index.mjs`, which is all that is deployed. Its source map is kept apart, as
 * `<outdir>/source-maps/<name>/index.mjs.map`: it reads a stack trace afterwards, and would cost 90 ms at every start.
 */
const buildBundle = async (name: BundleName, outdir: string): Promise<Bundle> => {
  const { outputFiles, metafile } = await build({
    ...bundling,
    entryPoints: [`src/handlers/${name}.ts`],
    outfile: join(outdir, name, 'index.mjs'),
    sourcemap: 'external',
    write: false,
  });
  for (const { path, contents } of outputFiles) {
    const folder = join(outdir, ...(path.endsWith('.map') ? ['source-maps'] : []), name);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, basename(path)), contents);
  }
  const [code] = Object.entries(metafile.outputs).flatMap(([path, output]) =>
    path.endsWith('.mjs') ? [output] : [],
  );
  return { name, bytes: code?.bytes ?? 0, packages: sizesByPackage(code?.inputs ?? {}) };
};

/** Bundles every function into `outdir`, an absolute path. */
export const buildBundles = (outdir: string): Promise<Bundle[]> =>
  Promise.all(bundleNames.map((name) => buildBundle(name, outdir)));
