import { loadConfig } from '#app/load-config.ts';
import { exitCodes } from '../exit-codes.ts';
import { print } from '../terminal.ts';

export type ConfigOptions = { config?: string };

/** Prints the configuration that is in effect, with every default. */
export const config = async ({ config: file }: ConfigOptions): Promise<number> => {
  await print(`${JSON.stringify(await loadConfig(file ?? null, process.env), null, 2)}\n`);
  return exitCodes.done;
};
