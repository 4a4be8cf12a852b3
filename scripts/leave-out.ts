import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/** Of a package's manifest the SDKs read the version: for their user agent, or to tell it with a trace. */
const versionOf = (manifest: string): string => {
  const { name, version }: { name?: unknown; version?: unknown } = JSON.parse(manifest);
  return JSON.stringify({ name, version });
};

/** What our sources make of `z` is nothing but a schema: without this a bundler keeps each, whoever asks for it. */
const markPure = (source: string): string =>
  source.replace(/\bz(?=\s*\.(?!config)\w+\()/g, '/* @__PURE__ */ z');

const description = /(?:(\.check\()|,)\s*z\.describe\(\s*(?:'[^'\n]*'|"[^"\n]*"),?\s*\),?\s*\)/g;

/** What a schema is described as is for the reference page and for editors. Lines stay where they are. */
const withoutDescriptions = (source: string): string =>
  source.replace(description, (all, alone?: string) => {
    const lines = all.replace(/[^\n]/g, '');
    return alone === undefined ? `${lines})` : lines;
  });

/** Functions that a module exports, each of which does nothing: zod's schemas name those that write JSON Schema of them. */
const asEmpty = (source: string): string =>
  [...source.matchAll(/^export (?:const|function) (\w+)/gm)]
    .map(([, name]) => `export const ${name} = () => {};`)
    .join('\n');

/**
 * Of AWS X-Ray's SDK: which requests to a server are traced, which Lambda decides, and what it tells of them; where else than
 * in Lambda it may run; requests and clients of AWS that are captured one by one, which ours are not; SQL and promises of
 * other makes.
 */
const unusedByTracer = new RegExp(
  `/aws-xray-sdk-core/dist/lib/(?:${[
    'middleware/(?:sampling/\\w+|incoming_request_data)',
    'segments/plugins/\\w+',
    'segments/attributes/aws',
    'patchers/(?:aws3?_p|http_p|promise_p)',
    'database/sql_data',
  ].join('|')})\\.js$`,
);

/** Where Powertools' tracer captures requests, for which it would load Node's HTTPS: a fifth of the orchestrator's start. */
const capturing = /\/@aws-lambda-powertools\/tracer\/lib\/esm\/provider\/ProviderService\.js$/;

/** In the place of the package that X-Ray's SDK keeps its contexts with. */
const contexts = fileURLToPath(new URL('./cls-hooked.ts', import.meta.url));

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
 * the manifests that the SDKs import.
 */
export const leaveOut: Plugin = {
  name: 'leave-out',
  setup: (build) => {
    build.onLoad({ filter: /\/src\/[\w/-]+\.ts$/ }, async ({ path }) => ({
      contents: markPure(withoutDescriptions(await readFile(path, 'utf8'))),
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
    build.onLoad(
      { filter: /\/(?:@aws-sdk\/[\w-]+|aws-xray-sdk-core)\/package\.json$/ },
      async ({ path }) => ({
        contents: versionOf(await readFile(path, 'utf8')),
        loader: 'json',
      }),
    );
    build.onLoad({ filter: unusedByTracer }, () => ({ contents: '', loader: 'js' }));
    build.onResolve({ filter: /^node:https?$/ }, ({ path, importer }) =>
      capturing.test(importer) ? { path, namespace: 'captured-by-nobody' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'captured-by-nobody' }, () => ({
      contents: 'export default null;',
    }));
    build.onResolve({ filter: /^cls-hooked\/context$/ }, () => ({ path: contexts }));
    build.onResolve({ filter: new RegExp(`^${durableClient}$`) }, ({ kind, importer }) =>
      kind === 'dynamic-import' ? { path: importer, namespace: 'durable-client' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'durable-client' }, ({ path }) => ({
      contents: usedByDurable,
      resolveDir: dirname(path),
    }));
  },
};
