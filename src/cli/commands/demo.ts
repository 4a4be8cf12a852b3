import type { Command } from 'commander';

export { demoConfigFile, organizationDir } from '../demo/files.ts';

/** Adds `demo` to the command line. */
export const addDemo = (program: Command, setExitCode: (code: number) => void): void => {
  program
    .command('demo')
    .description('a small organization on loopback, the real nightly handler, a peering broken and mended')
    .action(async () => {
      const { demo } = await import('../actions/demo.ts');
      setExitCode(await demo());
    });
};
