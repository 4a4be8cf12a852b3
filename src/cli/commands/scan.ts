import { type Command, Option } from 'commander';
import { formats } from '#app/render.ts';
import { severities } from '#model/words.ts';
import type { ScanCommandOptions } from '../actions/scan.ts';
import type { Listen } from '../interrupt.ts';
import { collectChoice, filled } from '../options.ts';
import { withPublishRole, withSource } from '../source-options.ts';

/** Adds `scan` to the command line. */
export const addScan = (program: Command, setExitCode: (code: number) => void, listen: Listen): void => {
  const command = withSource(program.command('scan'))
    .description('read, classify and judge every path; publish the findings when asked')
    .option(
      '--format <name>',
      `${formats.join(' or ')}; may be repeated (default: table)`,
      collectChoice(formats),
    )
    .option('--since <file>', 'an earlier result: what changed since is told (table, html, markdown)', filled)
    .option('-o, --output <file>', 'write the last --format to a file instead of stdout', filled)
    .option('--publish', 'bring Security Hub into step with what was seen');
  withPublishRole(command)
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 on failed findings this severe').choices(severities),
    )
    .option('--allow-incomplete', 'do not exit 3 when something could not be read')
    .action(async (options: ScanCommandOptions) => {
      const { scan } = await import('../actions/scan.ts');
      setExitCode(await scan(options, listen));
    });
};
