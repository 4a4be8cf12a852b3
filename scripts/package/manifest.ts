import manifest from '../../package.json' with { type: 'json' };

/**
 * The manifest as it is published: everything is in the bundles, so there is nothing to install and nothing to run at the
 * installation. `imports` lead the demo from the names of the repository's files to what is in the package.
 */
export const publishedManifest = {
  name: manifest.name,
  version: manifest.version,
  description: manifest.description,
  license: manifest.license,
  keywords: ['aws', 'vpc', 'vpc-endpoint', 'privatelink', 'vpc-peering', 'bedrock', 'security-hub'],
  type: 'module',
  bin: { [manifest.name]: 'vpc-path-auditor.mjs' },
  engines: { node: '>=22.12' },
  imports: {
    '#handlers/audit.ts': './lib/audit.js',
    '#cli/demo/lambda-runtime.ts': './lib/lambda-runtime.js',
    '#cli/demo/vpc-path-auditor.json': './src/cli/demo/vpc-path-auditor.json',
    '#sandbox/organization/*': './src/sandbox/organization/*',
  },
};
