import { getParameter } from '@aws-lambda-powertools/parameters/ssm';
import { InputError } from '#app/input-error.ts';
import { parseConfigText } from '#app/load-config.ts';
import type { Config } from '#model/config.ts';

const read = async (name: string): Promise<string> => {
  try {
    return (await getParameter(name)) ?? '';
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(`SSM parameter ${name}: cannot be read (${why})`);
  }
};

/** The configuration that an SSM parameter holds, as JSON: SSM GetParameter. What is wrong with it is an InputError. */
export const loadConfigParameter = async (name: string): Promise<Config> =>
  parseConfigText(await read(name), `SSM parameter ${name}`);
