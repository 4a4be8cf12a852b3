import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * The SDK writes the keys of its schemas as constants (`{ [_xN]: _Fil }`). A computed key may have a side effect, so a
 * bundler keeps every schema of a service for one operation of it. With the key itself in its place (`{ "xmlName": _Fil }`)
 * it drops what is not used.
 */
export const inlineKeys = (source: string): string => {
  const constants = new Map(
    [...source.matchAll(/^const (_\w*) = ("[^"\\\n]*");$/gm)].map(([, name = '', text = '']) => [name, text]),
  );
  return source.replace(/([{,]\s*)\[(_\w*)\](?=:)/g, (computed, before: string, name: string) => {
    const text = constants.get(name);
    return text === undefined ? computed : before + text;
  });
};

/**
 * Less the service's 140 errors, but for the one that stands for any: an error that the SDK does not know becomes that one,
 * under its own name and with its message.
 */
export const dropErrors = (source: string): string =>
  source.replace(/^n\d+_registry\.registerError\(.*\);$/gm, '');

/** Services of whose errors nobody asks more than the message. */
const plainErrors = /\/client-ssm\//;

/** Does so in the schemas of every client of the SDK. */
export const trimSchemas: Plugin = {
  name: 'trim-schemas',
  setup: (build) => {
    build.onLoad(
      { filter: /@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/schemas_\d+\.js$/ },
      async ({ path }) => {
        const source = inlineKeys(await readFile(path, 'utf8'));
        return { contents: plainErrors.test(path) ? dropErrors(source) : source, loader: 'js' };
      },
    );
  },
};
