import type { Command } from 'commander';
import type { DiffOptions } from '../actions/diff.ts';
import { filled } from '../options.ts';

/** Adds `diff` to the command line. */
export const addDiff = (program: Command, setExitCode: (code: number) => void): void => {
  program
    .command('diff')
    .description('what changed between two results; what was not read is not taken for gone')
    .argument('<earlier>', 'what `scan --format json` wrote then; - for stdin', filled)
    .argument('<later>', 'and what it wrote now', filled)
    .option('--exit-code', 'exit 1 when something changed, 3 when of something it cannot be said')
    .action(async (earlier: string, later: string, options: DiffOptions) => {
      const { diff } = await import('../actions/diff.ts');
      setExitCode(await diff(earlier, later, options));
    });
};
