import { readFile } from 'node:fs/promises';
import { type Config, configSchema } from '#model/config.ts';
import { formerRuleIds, ruleIds } from '#rules/names.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { describeIssue } from './describe-issue.ts';
import { fileFailure } from './file-error.ts';
import { InputError } from './input-error.ts';

const defaultFile = 'vpc-path-auditor.json';

const readBytes = async (file: string, isNamed: boolean): Promise<Buffer | null> => {
  try {
    return await readFile(file);
  } catch (error) {
    if (!isNamed && error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw fileFailure(error, file, 'read');
  }
};

/** A rule that does not exist is a slip of the pen, which would leave the rule that was meant as it is. */
const refuseUnknownRules = (config: Config, origin: string): void => {
  const named = [
    ...Object.keys(config.rules).map((name) => ({ name, path: 'rules' })),
    ...config.exemptions.map(({ rule }, index) => ({ name: rule, path: `exemptions[${index}].rule` })),
  ];
  for (const { name, path } of named) {
    if (ruleIds.includes(name) || formerRuleIds.includes(name)) continue;
    throw new InputError(
      `${origin}: ${path}: there is no rule ${JSON.stringify(name)}, but ${ruleIds.join(', ')}`,
    );
  }
};

/** Checks a configuration; `origin` names it in the error, which tells the path in the file. */
export const parseConfig = (value: unknown, origin: string): Config => {
  const parsed = configSchema.safeParse(value);
  if (!parsed.success) throw new InputError(`${origin}: ${describeIssue(parsed.error)}`);
  refuseUnknownRules(parsed.data, origin);
  return parsed.data;
};

/** What editors on Windows begin a file with; JSON.parse takes it for a character too many. */
const byteOrderMark = /^\uFEFF/;

/** No key is named so, and the schema would leave it out of a record without a word. */
const refuseProto =
  (origin: string) =>
  (key: string, value: unknown): unknown => {
    if (key === '__proto__') throw new InputError(`${origin}: unknown key "__proto__"`);
    return value;
  };

/** Checks a configuration that is written in JSON. */
export const parseConfigText = (text: string, origin: string): Config => {
  try {
    return parseConfig(JSON.parse(text.replace(byteOrderMark, ''), refuseProto(origin)), origin);
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(`${origin}: not JSON (${error.message})`);
    // JSON.parse with a function goes down the call stack.
    if (error instanceof RangeError) throw new InputError(`${origin}: is nested too deeply`);
    throw error;
  }
};

/**
 * The configuration of `--config`, else of VPC_PATH_AUDITOR_CONFIG, else of ./vpc-path-auditor.json, else the defaults.
 * A file that is named but cannot be read is an InputError; only the last may be missing.
 */
export const loadConfig = async (flag: string | null, env: NodeJS.ProcessEnv): Promise<Config> => {
  const named = flag ?? (env['VPC_PATH_AUDITOR_CONFIG'] || null);
  const file = named ?? defaultFile;
  const bytes = await readBytes(file, named !== null);
  return bytes === null ? configSchema.parse({}) : parseConfigText(decodeUtf8(bytes, file), file);
};
