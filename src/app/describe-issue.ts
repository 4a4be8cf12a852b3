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

/** The first thing wrong with a value, in one line that starts with the field: `VpcEndpoints[3].State: ...`. */
export const describeIssue = ({ issues: [issue] }: Issues): string => {
  if (issue === undefined) return 'is not valid';
  if (issue.code === 'unrecognized_keys') {
    const where = toPath(issue.path);
    return `${where === '' ? '' : `${where}: `}unknown key ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
  }
  const where = toPath(issue.path);
  return where === '' ? issue.message : `${where}: ${issue.message}`;
};
