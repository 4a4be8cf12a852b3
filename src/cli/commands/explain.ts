import { type Command, Option } from 'commander';
import { explainFormats } from '#app/explain/render.ts';
import type { ExplainCommandOptions } from '../actions/explain.ts';
import type { Listen } from '../interrupt.ts';
import { filled, region } from '../options.ts';
import { withCaller, withConfig } from '../source-options.ts';

/** Adds `explain` to the command line. */
export const addExplain = (program: Command, setExitCode: (code: number) => void, listen: Listen): void => {
  const command = program
    .command('explain')
    .description('can this VPC reach that service in that Region privately, and how?')
    .requiredOption('--vpc <id>', 'the VPC that asks', filled)
    .requiredOption('--service <name>', 'bedrock-runtime, or the whole name of any endpoint service', filled)
    .requiredOption('--service-region <region>', "the service's Region", region);
  withConfig(
    withCaller(command, 'look into every account of the organization, not only your own').option(
      '--snapshot <dir>',
      'read a captured snapshot instead of AWS',
      filled,
    ),
  )
    .addOption(
      new Option('--format <name>', 'how to tell it').choices(explainFormats).default('text' as const),
    )
    .option('-o, --output <file>', 'write it to a file instead of stdout', filled)
    .option('--allow-incomplete', 'do not exit 3 when something could not be read')
    .action(async (options: ExplainCommandOptions) => {
      const { explain } = await import('../actions/explain.ts');
      setExitCode(await explain(options, listen));
    });
};
