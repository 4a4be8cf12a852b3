import type { Command } from 'commander';
import type { SandboxCommandOptions } from '../actions/sandbox.ts';
import type { Listen } from '../interrupt.ts';
import { filled, wholeNumber } from '../options.ts';

/** Adds `sandbox` to the command line. */
export const addSandbox = (program: Command, setExitCode: (code: number) => void, listen: Listen): void => {
  program
    .command('sandbox')
    .description('serve a snapshot as AWS endpoints on loopback; prints one line, its URL')
    .requiredOption('--snapshot <dir>', 'the snapshot to serve', filled)
    .option('--port <number>', 'the port to listen on (default: any free one)', wholeNumber(0, 65535))
    .option('--latency <ms>', 'answer no sooner than this', wholeNumber(0, 60000))
    .option('--limits', "enforce AWS's request rates")
    .option('--faults <file>', 'let calls fail as the file says (docs/what-happens-when.md)', filled)
    .action(async (options: SandboxCommandOptions) => {
      const { sandbox } = await import('../actions/sandbox.ts');
      setExitCode(await sandbox(options, listen));
    });
};
