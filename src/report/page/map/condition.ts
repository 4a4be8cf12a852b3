import type { Counts } from './group-paths.ts';

/** How a group of paths is drawn: what is left of it without its blocked paths, and whether some do not work. */
export type Condition = { line: 'open' | 'unknown' | 'broken'; hasBreak: boolean };

const lineOf = ({ usable, partial, unknown, total }: Counts): Condition['line'] => {
  if (usable + partial > 0 || total === 0) return 'open';
  return unknown > 0 ? 'unknown' : 'broken';
};

/** One path that works makes the line whole, one that does not puts a break mark on it. */
export const conditionOf = (counts: Counts): Condition => ({
  line: lineOf(counts),
  hasBreak: counts.blocked + counts.partial > 0,
});
