import { shellLine } from '../doctor/shell.ts';

/** An option's value: a word, several, a JSON document, or nothing for a flag. */
type Value = string | readonly string[] | object | true;

const wordsOf = (value: Value): string[] => {
  if (value === true) return [];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.map(String) : [JSON.stringify(value)];
};

/** `aws OPERATION --option value...` as a shell line, each word quoted as it needs to be. Shown, and never run. */
export const aws = (operation: string, options: Readonly<Record<string, Value | null>>): string =>
  shellLine(
    'aws',
    ...operation.split(' '),
    ...Object.entries(options).flatMap(([name, value]) =>
      value === null ? [] : [`--${name}`, ...wordsOf(value)],
    ),
  );
