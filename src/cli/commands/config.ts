import type { Command } from 'commander';
import type { ConfigOptions } from '../actions/config.ts';
import { withConfig } from '../source-options.ts';

/** Adds `config` to the command line. */
export const addConfig = (program: Command, setExitCode: (code: number) => void): void => {
  withConfig(program.command('config'))
    .description('check the configuration, and print what is in effect')
    .action(async (options: ConfigOptions) => {
      const { config } = await import('../actions/config.ts');
      setExitCode(await config(options));
    });
};
