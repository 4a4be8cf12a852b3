import type { Invoked } from './lambda-function.ts';

export type Line = Record<string, unknown>;

const parsed = (line: string): Line | null => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Line) : null;
  } catch {
    return null;
  }
};

/** What an invocation wrote: structured logs, embedded metrics, and what is neither. */
export const linesOf = ({ lines }: Invoked): { logs: Line[]; metrics: Line[]; others: string[] } => {
  const read = lines.map((line) => ({ line, value: parsed(line) }));
  const values = read.flatMap(({ value }): Line[] => (value === null ? [] : [value]));
  return {
    logs: values.filter((value) => !('_aws' in value)),
    metrics: values.filter((value) => '_aws' in value),
    others: read.flatMap(({ line, value }) => (value === null ? [line] : [])),
  };
};
