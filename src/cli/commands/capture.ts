import type { Command } from 'commander';
import type { CaptureCommandOptions } from '../actions/capture.ts';
import type { Listen } from '../interrupt.ts';
import { filled } from '../options.ts';
import { withSource } from '../source-options.ts';

/** Adds `capture` to the command line. */
export const addCapture = (program: Command, setExitCode: (code: number) => void, listen: Listen): void => {
  withSource(program.command('capture'))
    .description('write what was read as a snapshot that `scan --snapshot` reads')
    .requiredOption('--out <dir>', 'the directory to write; it must not hold a snapshot yet', filled)
    .option('--redact', 'replace accounts, resource IDs, names and tags, consistently')
    .action(async (options: CaptureCommandOptions) => {
      const { capture } = await import('../actions/capture.ts');
      setExitCode(await capture(options, listen));
    });
};
