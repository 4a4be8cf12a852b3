import type { Metafile } from 'esbuild';

/** The files that are loaded with a file, itself the first: what it imports, and does not ask for later. */
export const loadedWith = (
  outputs: Metafile['outputs'],
  file: string,
  known: readonly string[] = [],
): readonly string[] => {
  if (known.includes(file)) return known;
  const imported = outputs[file]?.imports ?? [];
  return imported
    .filter(({ kind, external }) => kind === 'import-statement' && external !== true)
    .reduce<readonly string[]>((files, { path }) => loadedWith(outputs, path, files), [...known, file]);
};
