import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const builtins: ReadonlySet<string> = new Set(builtinModules);

const nameOf = (specifier: string): string => specifier.replace(/^node:/, '');

/**
 * Takes Node's own modules by `process.getBuiltinModule`, of which what is named is read when it is used. An `import` reads
 * everything that such a module exports as soon as it is linked, and so loads what is behind it: of `node:http` alone,
 * for its WebSocket, all of undici, a quarter of what a function with a client of AWS takes to begin.
 */
export const nodeBuiltins: Plugin = {
  name: 'node-builtins',
  setup: (build) => {
    build.onResolve({ filter: /^(?:node:)?[a-z_0-9]+(?:\/[a-z_]+)*$/ }, ({ path }) =>
      builtins.has(nameOf(path)) ? { path: nameOf(path), namespace: 'node-builtin' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'node-builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}');`,
      loader: 'js',
    }));
  },
};
