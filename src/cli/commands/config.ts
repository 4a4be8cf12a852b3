import type { Command } from 'commander';
import { loadConfig } from '#app/load-config.ts';
import { exitCodes } from '../exit-codes.ts';
import { filled } from '../options.ts';
import { print } from '../terminal.ts';

/** Adds `config` to the command line. */
export const addConfig = (program: Command, setExitCode: (code: number) => void): void => {
  program
    .command('config')
    .description('check the configuration, and print what is in effect')
    .option(
      '--config <file>',
      'the configuration file (or VPC_PATH_AUDITOR_CONFIG, or ./vpc-path-auditor.json)',
      filled,
    )
    .action(async ({ config }: { config?: string }) => {
      await print(`${JSON.stringify(await loadConfig(config ?? null, process.env), null, 2)}\n`);
      setExitCode(exitCodes.done);
    });
};
