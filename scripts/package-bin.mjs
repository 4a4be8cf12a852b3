#!/usr/bin/env node
// Plain JavaScript, so that a Node too old for the rest can still say what is wrong.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 12)) {
  await import(new URL('lib/main.js', import.meta.url).href);
} else {
  process.stderr.write(`vpc-path-auditor needs Node.js 22.12 or newer and found ${process.version}.\n`);
  process.exitCode = 1;
}
