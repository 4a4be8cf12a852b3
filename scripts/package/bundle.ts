import { type BuildOptions, build, type Metafile } from 'esbuild';
import { bundling } from '../build-bundles.ts';

/** X-Ray's SDK asks by `require`. The names are such that no module's own imports meet them. */
const banner =
  "import { createRequire as packageRequire } from 'node:module';\nconst require = packageRequire(import.meta.url);";

/** What is started by itself: the program, and for the demo the nightly handler and the process that runs it once. */
const entryPoints = {
  main: 'src/cli/main.ts',
  audit: 'src/handlers/audit.ts',
  'lambda-runtime': 'src/cli/demo/lambda-runtime.ts',
};

/**
 * The program as JavaScript, with all that it needs, into `outdir`: Node strips no types below node_modules. Not minified, so
 * that what is published can be read, and a stack trace too. What a command alone needs is a file of its own, loaded when asked for.
 */
export const bundleProgram = async (outdir: string): Promise<Metafile> => {
  const options = {
    ...bundling,
    entryPoints,
    outdir,
    target: 'node22.12',
    // A terminal's credentials come from profiles, SSO and processes as well.
    external: [],
    minify: false,
    splitting: true,
    chunkNames: '[name]-[hash]',
    banner: { js: banner },
    metafile: true,
  } satisfies BuildOptions;
  return (await build(options)).metafile;
};
