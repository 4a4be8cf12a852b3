import '#model/english.ts';
import type * as z from 'zod/mini';

const toPath = (path: readonly PropertyKey[]): string =>
  path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');

/** Of an error of zod's. */
type Issues = { issues: readonly z.core.$ZodIssue[] };

/** What zod says where no alternative fits, and the schema has no words of its own for that. */
const wordless = 'Invalid input';

/** Where no alternative fits, what is wrong with the last one: those before it are single words, such as `*`. */
const innermost = (issue: z.core.$ZodIssue): z.core.$ZodIssue => {
  const isWordless = issue.code === 'invalid_union' && issue.message === wordless;
  const [inner] = (isWordless ? issue.errors.at(-1) : null) ?? [];
  return inner === undefined ? issue : innermost({ ...inner, path: [...issue.path, ...inner.path] });
};

/** The first thing wrong with a value, in one line that starts with the field: `VpcEndpoints[3].State: ...`. */
export const describeIssue = ({ issues: [first] }: Issues): string => {
  if (first === undefined) return 'is not valid';
  const issue = innermost(first);
  if (issue.code === 'unrecognized_keys') {
    const where = toPath(issue.path);
    return `${where === '' ? '' : `${where}: `}unknown key ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
  }
  const where = toPath(issue.path);
  return where === '' ? issue.message : `${where}: ${issue.message}`;
};
