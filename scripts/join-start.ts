import { basename } from 'node:path';
import { type BuildOptions, build, type Metafile, type OutputFile, type Plugin } from 'esbuild';
import { loadedWith } from './loaded-with.ts';

/** A file of a bundle; all lie in one folder. `isAtStart`: it is the entry, or loaded with it. */
type Part = { file: string; text: string; isAtStart: boolean };

const partsOf = ({ outputs }: Metafile, files: readonly OutputFile[], entry: string): Part[] => {
  const start = Object.keys(outputs).find((path) => basename(path) === entry) ?? '';
  const atStart = new Set(loadedWith(outputs, start).map((path) => basename(path)));
  return files.map(({ path, text }) => ({
    file: basename(path),
    text,
    isAtStart: atStart.has(basename(path)),
  }));
};

/** A name that a part exports, and what the joined file calls it: other parts, being minified, have the same. */
type Shared = { file: string; name: string; joined: string };

/** `import { a as b, c } from "./file.mjs"`, as esbuild writes it. */
const importsIn = (text: string): { file: string; name: string }[] =>
  [...text.matchAll(/\bimport\s*\{([^}]*)\}\s*from\s*"\.\/([^"]+)"/g)].flatMap(([, names = '', file = '']) =>
    [...names.matchAll(/([\w$]+)(?:\s+as\s+[\w$]+)?/g)].map(([, name = '']) => ({ file, name })),
  );

/** What the parts that are loaded later import of those at the start, each once. */
const sharedBy = (parts: readonly Part[]): Shared[] => {
  const atStart = new Set(parts.filter((part) => part.isAtStart).map(({ file }) => file));
  const imports = parts
    .filter((part) => !part.isAtStart)
    .flatMap(({ text }) => importsIn(text))
    .filter(({ file }) => atStart.has(file));
  const unique = new Map(imports.map((one) => [`${one.file} ${one.name}`, one]));
  return [...unique.values()].map((one, index) => ({ ...one, joined: `shared${index}` }));
};

/**
 * Reads the joined file as all parts at the start; in the others it stands for these. The namespaces: the `joined` file, a
 * part `within` it, one `beside` it, and the `facade` that the latter meet in the place of the former.
 */
const joining = (parts: readonly Part[], entry: string): Plugin => ({
  name: 'join-start',
  setup: (build) => {
    const shared = sharedBy(parts);
    const partOf = new Map(parts.map((part) => [part.file, part]));
    const textOf = (file: string): string => partOf.get(file)?.text ?? '';
    build.onResolve({ filter: /.*/ }, ({ path, kind, namespace: importer }) => {
      const file = basename(path);
      if (kind === 'entry-point') return { path: file, namespace: file === entry ? 'joined' : 'beside' };
      const isAtStart = kind === 'import-statement' && partOf.get(file)?.isAtStart === true;
      if (!isAtStart || importer === 'facade')
        return { path, external: true, sideEffects: importer !== 'facade' };
      return importer === 'beside'
        ? { path: file, namespace: 'facade', sideEffects: false }
        : { path: file, namespace: 'within' };
    });
    const onLoad = (namespace: string, contentsOf: (file: string) => string): void =>
      build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({ contents: contentsOf(path) }));
    onLoad('joined', () =>
      [
        `export * from './${entry}';`,
        ...shared.map(({ file, name, joined }) => `export { ${name} as ${joined} } from './${file}';`),
      ].join('\n'),
    );
    onLoad('facade', (path) =>
      shared
        .filter(({ file }) => file === path)
        .map(({ name, joined }) => `export { ${joined} as ${name} } from './${entry}';`)
        .join('\n'),
    );
    onLoad('within', textOf);
    onLoad('beside', textOf);
  },
});

type Joined = { files: OutputFile[]; metafile: Metafile };

/**
 * Bundles into parts that are loaded once they are needed, and joins into one file, of the name `entry`, all that is loaded
 * with it. A bundler makes a file of its own of whatever two of its files share, even where the one is always there
 * before the other: some 25 files, each of which costs a start as much as 15 KB of code. Writes nothing; the metafile is of
 * the parts, since the joined file does not tell what it is made of.
 */
export const buildJoined = async (options: BuildOptions, entry: string): Promise<Joined> => {
  const { stdin: _, sourcemap = false, ...others } = options;
  const inParts = {
    ...options,
    sourcemap: sourcemap && 'inline',
    metafile: true,
    write: false,
  } satisfies BuildOptions;
  const { outputFiles, metafile } = await build(inParts);
  const parts = partsOf(metafile, outputFiles, entry);
  const kept = parts.filter(({ file, isAtStart }) => !isAtStart || file === entry);
  const joined = {
    ...others,
    entryPoints: kept.map(({ file }) => file),
    sourcemap,
    splitting: false,
    plugins: [joining(parts, entry)],
    write: false,
  } satisfies BuildOptions;
  const { outputFiles: files } = await build(joined);
  return { files, metafile };
};
