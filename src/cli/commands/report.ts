import { type Command, Option } from 'commander';
import { InputError } from '#app/input-error.ts';
import { readResult } from '#app/read-result.ts';
import { reportFormats } from '#app/render.ts';
import { refuseUnwritable } from '#app/write-whole-file.ts';
import { deliver } from '../deliver.ts';
import { exitCodes } from '../exit-codes.ts';
import { filled } from '../options.ts';

type ReportOptions = { format: (typeof reportFormats)[number]; since?: string; output?: string };

const report = async (file: string, { format, since, output }: ReportOptions): Promise<number> => {
  if (file === '-' && since === '-')
    throw new InputError('RESULT and --since: only one of them can be stdin');
  if (output !== undefined) await refuseUnwritable(output);
  const earlier = since === undefined ? null : await readResult(since);
  const result = await readResult(file);
  await deliver({ result, earlier, formats: [format], file: output ?? null });
  return exitCodes.done;
};

/** Adds `report` to the command line. */
export const addReport = (program: Command, setExitCode: (code: number) => void): void => {
  program
    .command('report')
    .description('a result as a page, a text or a table for somebody else; AWS is not asked')
    .argument('<result>', 'what `scan --format json` wrote, gzipped or not; - for stdin', filled)
    .addOption(
      new Option('--format <name>', 'what to make of it').choices(reportFormats).makeOptionMandatory(),
    )
    .option('--since <file>', 'an earlier result: what changed since is told (html, markdown)', filled)
    .option('-o, --output <file>', 'write it to a file instead of stdout', filled)
    .action(async (file: string, options: ReportOptions) => setExitCode(await report(file, options)));
};
