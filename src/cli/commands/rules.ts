import { type Command, Option } from 'commander';
import { catalogueOf, renderCatalogue, renderEntry } from '#app/catalogue.ts';
import { InputError } from '#app/input-error.ts';
import { loadConfig } from '#app/load-config.ts';
import type { CatalogueEntry } from '#model/catalogue.ts';
import { exitCodes } from '../exit-codes.ts';
import { filled } from '../options.ts';
import { columns, print } from '../terminal.ts';

type RulesOptions = { config?: string; format: 'table' | 'json' };

const findEntry = (entries: readonly CatalogueEntry[], id: string): CatalogueEntry => {
  const entry = entries.find((one) => one.id === id);
  if (entry === undefined)
    throw new InputError(`there is no rule ${JSON.stringify(id)}; \`rules\` lists them`);
  return entry;
};

const rules = async (id: string | undefined, { config: file, format }: RulesOptions): Promise<number> => {
  const entries = catalogueOf(await loadConfig(file ?? null, process.env));
  const chosen = id === undefined ? entries : findEntry(entries, id);
  if (format === 'json') await print(`${JSON.stringify(chosen, null, 2)}\n`);
  else await print(Array.isArray(chosen) ? renderCatalogue(chosen, columns()) : renderEntry(chosen));
  return exitCodes.done;
};

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
    .action(async (id: string | undefined, options: RulesOptions) => setExitCode(await rules(id, options)));
};
