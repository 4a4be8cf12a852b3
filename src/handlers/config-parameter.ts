import { getParameter } from '@aws-lambda-powertools/parameters/ssm';
import { InputError } from '#app/input-error.ts';
import { setting } from './setting.ts';

/** A configuration as it is written, and where that is, for messages about it. */
export type ConfigText = { text: string; origin: string };

/** What the SSM parameter VPC_PATH_AUDITOR_CONFIG_PARAMETER holds: SSM GetParameter. Null where none is named. */
export const readConfigParameter = async (env: NodeJS.ProcessEnv): Promise<ConfigText | null> => {
  const name = setting(env, 'VPC_PATH_AUDITOR_CONFIG_PARAMETER');
  if (name === null) return null;
  const origin = `SSM parameter ${name}`;
  try {
    return { text: (await getParameter(name)) ?? '', origin };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(`${origin}: cannot be read (${why})`);
  }
};
