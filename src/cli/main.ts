import { enableCompileCache } from 'node:module';

// Compiling is most of what a short command costs: kept for the next one, in the folder for temporary files.
enableCompileCache();
const { run } = await import('./run.ts');

process.exitCode = await run(process.argv.slice(2));
