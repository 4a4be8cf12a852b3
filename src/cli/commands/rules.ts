import { type Command, Option } from 'commander';
import type { RulesOptions } from '../actions/rules.ts';
import { filled } from '../options.ts';

/** Adds `rules` to the command line. */
export const addRules = (program: Command, setExitCode: (code: number) => void): void => {
  program
    .command('rules')
    .description('the catalogue: what each rule finds, why it matters, how to mend it')
    .argument('[id]', 'one rule, whole')
    .option('--config <file>', 'the configuration file that switches rules on and off', filled)
    .addOption(
      new Option('--format <name>', 'how to tell it').choices(['table', 'json']).default('table' as const),
    )
    .action(async (id: string | undefined, options: RulesOptions) => {
      const { rules } = await import('../actions/rules.ts');
      setExitCode(await rules(id, options));
    });
};
