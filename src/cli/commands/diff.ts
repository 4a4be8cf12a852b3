import type { Command } from 'commander';
import { toDiff } from '#app/diff.ts';
import { InputError } from '#app/input-error.ts';
import { readResult } from '#app/read-result.ts';
import { exitCodes } from '../exit-codes.ts';
import { filled } from '../options.ts';
import { columns, print } from '../terminal.ts';

type DiffOptions = { exitCode?: boolean };

const diff = async (earlier: string, later: string, { exitCode = false }: DiffOptions): Promise<number> => {
  if (earlier === '-' && later === '-') throw new InputError('only one of the two results can be stdin');
  const found = toDiff(await readResult(earlier), await readResult(later));
  await print(found.render({ columns: columns() }));
  if (!exitCode) return exitCodes.done;
  if (found.isUnsure) return exitCodes.incomplete;
  return found.hasChanged ? exitCodes.findings : exitCodes.done;
};

/** Adds `diff` to the command line. */
export const addDiff = (program: Command, setExitCode: (code: number) => void): void => {
  program
    .command('diff')
    .description('what changed between two results; what was not read is not taken for gone')
    .argument('<earlier>', 'what `scan --format json` wrote then; - for stdin', filled)
    .argument('<later>', 'and what it wrote now', filled)
    .option('--exit-code', 'exit 1 when something changed, 3 when of something it cannot be said')
    .action(async (earlier: string, later: string, options: DiffOptions) =>
      setExitCode(await diff(earlier, later, options)),
    );
};
