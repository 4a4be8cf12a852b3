import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

// Plain JavaScript, so that a Node too old for TypeScript can still say what is wrong.
const [major] = process.versions.node.split('.').map(Number);
if (major < 22) {
  process.stderr.write(
    `vpc-path-auditor needs Node.js 22 or newer and found ${process.version}. On Linux, \`npm ci\` brings Node 24 by itself; elsewhere install Node 24.\n`,
  );
  process.exit(1);
}

// Compiling the SDK takes longer than reading a snapshot: keep what was compiled, beside the packages.
nodeModule.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)));
