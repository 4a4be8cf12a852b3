// What `cdk` runs: cdk.json beside this file says so.

import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import featureFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { InputError } from '#app/input-error.ts';
import { createHubStack } from './hub-stack.ts';
import { readSettings, SettingsError } from './settings.ts';

const absolute = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const app = new App({ context: featureFlags });
try {
  createHubStack(app, {
    settings: readSettings(app.node.getAllContext()),
    bundles: absolute('../dist'),
    configuration: absolute('vpc-path-auditor.json'),
  });
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof InputError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
