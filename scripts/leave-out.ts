import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/** Of a package's manifest the SDK's clients read the version, for their user agent. */
const versionOf = (manifest: string): string => {
  const { name, version }: { name?: unknown; version?: unknown } = JSON.parse(manifest);
  return JSON.stringify({ name, version });
};

/** What our sources make of `z` is nothing but a schema: without this a bundler keeps each, whoever asks for it. */
const markPure = (source: string): string =>
  source.replace(/\bz(?=\s*\.(?!config)\w+\()/g, '/* @__PURE__ */ z');

/** Functions that a module exports, each of which does nothing: zod's schemas name those that write JSON Schema of them. */
const asEmpty = (source: string): string =>
  [...source.matchAll(/^export (?:const|function) (\w+)/gm)]
    .map(([, name]) => `export const ${name} = () => {};`)
    .join('\n');

/** Of Node's `assert`, 5 ms to load, X-Ray's SDK takes this alone. */
const assert = 'exports.ok = (is, message) => { if (!is) throw new Error(message); };';

/**
 * Of AWS X-Ray's SDK: it asks semver whether Node is 8 or newer, and an AWS SDK, of version 2, which is not here; what it
 * tells of each call of such a one; and which requests to a server are traced, which Lambda decides.
 */
const unusedByTracer: readonly [file: RegExp, contents: string][] = [
  [/\/semver\/index\.js$/, 'exports.gte = () => true;'],
  [/\/aws-xray-sdk-core\/dist\/lib\/resources\/aws_whitelist\.json$/, 'exports.services = {};'],
  [/\/aws-xray-sdk-core\/dist\/lib\/middleware\/sampling\/\w+\.js$/, ''],
];

const durableClient = '@aws-sdk/client-lambda';

/** The durable SDK imports all of the client, for a function may bring another, and uses these. */
const usedByDurable = `export {
  LambdaClient,
  CheckpointDurableExecutionCommand,
  GetDurableExecutionStateCommand,
} from '${durableClient}';`;

/**
 * What the SDK imports only once it comes to it, and in Lambda never does: ways to credentials of people and of machines that
 * are no function (it ends at the first, the environment), and what tells one browser from another.
 */
export const neverLoaded: readonly string[] = [
  '@aws-sdk/credential-provider-cognito-identity',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  './loadSts.js',
  'bowser',
];

/**
 * What a bundler cannot see that nobody asks for: most of zod, its messages in 50 languages, of which English is set,
 * schemas of ours that other functions use, parts of the tracer and of the durable SDK's client, and all but the version of
 * the manifests that the SDK's clients import.
 */
export const leaveOut: Plugin = {
  name: 'leave-out',
  setup: (build) => {
    build.onLoad({ filter: /\/src\/[\w/-]+\.ts$/ }, async ({ path }) => ({
      contents: markPure(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
    build.onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js';",
      loader: 'js',
      resolveDir: dirname(path),
    }));
    build.onLoad(
      { filter: /\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/ },
      async ({ path }) => ({
        contents: asEmpty(await readFile(path, 'utf8')),
        loader: 'js',
      }),
    );
    build.onLoad({ filter: /\/@aws-sdk\/[\w-]+\/package\.json$/ }, async ({ path }) => ({
      contents: versionOf(await readFile(path, 'utf8')),
      loader: 'json',
    }));
    for (const [filter, contents] of unusedByTracer)
      build.onLoad({ filter }, () => ({ contents, loader: 'js' }));
    build.onResolve({ filter: /^assert$/ }, ({ path, importer }) =>
      importer.includes('/cls-hooked/') ? { path, namespace: 'assert' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'assert' }, () => ({ contents: assert, loader: 'js' }));
    build.onResolve({ filter: new RegExp(`^${durableClient}$`) }, ({ kind, importer }) =>
      kind === 'dynamic-import' ? { path: importer, namespace: 'durable-client' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'durable-client' }, ({ path }) => ({
      contents: usedByDurable,
      resolveDir: dirname(path),
    }));
  },
};
