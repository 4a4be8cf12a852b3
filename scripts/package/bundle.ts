import { type BuildOptions, build, type Metafile } from 'esbuild';
import { bundling } from '../build-bundles.ts';

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
    metafile: true,
  } satisfies BuildOptions;
  return (await build(options)).metafile;
};

/** What is in the page of the HTML report, whose script is checked in as text: its packages are nowhere else to be seen. */
export const bundlePage = async (): Promise<Metafile> => {
  const options = {
    absWorkingDir: bundling.absWorkingDir,
    entryPoints: ['src/report/page/main.ts'],
    outdir: 'page',
    bundle: true,
    write: false,
    metafile: true,
  } satisfies BuildOptions;
  return (await build(options)).metafile;
};
