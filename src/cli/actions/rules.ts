import { catalogueOf, renderCatalogue, renderEntry } from '#app/catalogue.ts';
import { InputError } from '#app/input-error.ts';
import { loadConfig } from '#app/load-config.ts';
import type { CatalogueEntry } from '#model/catalogue.ts';
import { exitCodes } from '../exit-codes.ts';
import { columns, print } from '../terminal.ts';

export type RulesOptions = { config?: string; format: 'table' | 'json' };

const findEntry = (entries: readonly CatalogueEntry[], id: string): CatalogueEntry => {
  const entry = entries.find((one) => one.id === id);
  if (entry === undefined)
    throw new InputError(`there is no rule ${JSON.stringify(id)}; \`rules\` lists them`);
  return entry;
};

export const rules = async (
  id: string | undefined,
  { config: file, format }: RulesOptions,
): Promise<number> => {
  const entries = catalogueOf(await loadConfig(file ?? null, process.env));
  const chosen = id === undefined ? entries : findEntry(entries, id);
  if (format === 'json') await print(`${JSON.stringify(chosen, null, 2)}\n`);
  else await print(Array.isArray(chosen) ? renderCatalogue(chosen, columns()) : renderEntry(chosen));
  return exitCodes.done;
};
