import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/** Of a package's manifest the SDK's clients read the version, for their user agent. */
const versionOf = (manifest: string): string => {
  const { name, version }: { name?: unknown; version?: unknown } = JSON.parse(manifest);
  return JSON.stringify({ name, version });
};

/** `z` as the namespace of a module, of which a bundler drops what is not named; `{ z }` is an object, kept whole. */
const asNamespace = (source: string): string =>
  source.replace(/^import \{ (?:type \w+, )*z \} from 'zod';$/m, "import * as z from 'zod';");

/** Of semver AWS X-Ray's SDK asks whether Node is 8 or newer, and an AWS SDK, of version 2, which is not here. */
const semver = 'exports.gte = () => true;';

/**
 * Ways to credentials of people and of machines that are no function: the SDK imports each only once it comes to it, and
 * in Lambda it ends at the first, the environment.
 */
export const unusedCredentials: readonly string[] = [
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
];

/**
 * What a bundler cannot see that nobody asks for: most of zod, its messages in 50 languages, of which English is set,
 * and all but the version of the manifests that the SDK's clients import.
 */
export const leaveOut: Plugin = {
  name: 'leave-out',
  setup: (build) => {
    build.onLoad({ filter: /\/src\/[\w/-]+\.ts$/ }, async ({ path }) => ({
      contents: asNamespace(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
    build.onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js';",
      loader: 'js',
      resolveDir: dirname(path),
    }));
    build.onLoad({ filter: /\/@aws-sdk\/[\w-]+\/package\.json$/ }, async ({ path }) => ({
      contents: versionOf(await readFile(path, 'utf8')),
      loader: 'json',
    }));
    build.onLoad({ filter: /\/semver\/index\.js$/ }, () => ({ contents: semver, loader: 'js' }));
  },
};
