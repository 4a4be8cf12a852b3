import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const builtins: ReadonlySet<string> = new Set(builtinModules);

const nameOf = (specifier: string): string => specifier.replace(/^node:/, '');

const moduleOf = (name: string): string => `/* @__PURE__ */ process.getBuiltinModule('node:${name}')`;

/** Each name of its own, so that none is read that nobody imports. */
const byName = (name: string): string => {
  const names = Object.keys(process.getBuiltinModule(name) ?? {}).filter((key) => /^[a-z_]\w*$/i.test(key));
  return [
    `const builtin = ${moduleOf(name)};`,
    'export default builtin;',
    ...names.map((key, index) => `const _${index} = /* @__PURE__ */ (() => builtin.${key})();`),
    `export { ${names.map((key, index) => `_${index} as ${key}`).join(', ')} };`,
  ].join('\n');
};

/**
 * Takes Node's own modules by `process.getBuiltinModule`, of which what is named is read. An `import` reads
 * everything that such a module exports as soon as it is linked, and so loads what is behind it: of `node:http` alone,
 * for its WebSocket, all of undici, a quarter of what a function with a client of AWS takes to begin.
 */
export const nodeBuiltins: Plugin = {
  name: 'node-builtins',
  setup: (build) => {
    build.onResolve({ filter: /^(?:node:)?[a-z_0-9]+(?:\/[a-z_]+)*$/ }, ({ path, kind }) => {
      const name = nameOf(path);
      if (!builtins.has(name)) return undefined;
      return { path: name, namespace: kind === 'import-statement' ? 'node-builtin' : 'node-builtin-whole' };
    });
    build.onLoad({ filter: /.*/, namespace: 'node-builtin' }, ({ path }) => ({
      contents: byName(path),
      loader: 'js',
    }));
    build.onLoad({ filter: /.*/, namespace: 'node-builtin-whole' }, ({ path }) => ({
      contents: `module.exports = ${moduleOf(path)};`,
      loader: 'js',
    }));
  },
};
