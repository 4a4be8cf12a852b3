import { type Command, Option } from 'commander';
import { reportFormats } from '#app/render.ts';
import type { ReportOptions } from '../actions/report.ts';
import { filled } from '../options.ts';

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
    .action(async (file: string, options: ReportOptions) => {
      const { report } = await import('../actions/report.ts');
      setExitCode(await report(file, options));
    });
};
