import { hundredths, type Length } from './figures.ts';
import { type GrowthFigure, growthOf } from './growth.ts';
import { begin, lambdaHeap, said } from './processes.ts';
import type { JudgedRules } from './rules-judged.ts';

/** One size, judged in a process of its own; then the share of each rule. */
export type RulesFigure = GrowthFigure &
  Pick<JudgedRules, 'endpoints' | 'findings'> &
  Record<string, number | null>;

/** VPCs; the largest are 25,000 endpoints. */
const largest: Record<Length, number> = { full: 12_500, short: 1_000 };

const measure = (vpcs: number): Promise<JudgedRules> =>
  said<JudgedRules>(begin({ file: './rules-process.ts', input: { vpcs }, execArgv: [lambdaHeap] }));

const sharesOf = (each: JudgedRules['each']): Record<string, number> => {
  const sum = Object.values(each).reduce((all, seconds) => all + seconds, 0);
  return Object.fromEntries(Object.entries(each).map(([rule, seconds]) => [rule, hundredths(seconds / sum)]));
};

/** Time and memory of all rules at 1, 2, 4 and 8 times a size, and which rule takes how much of it. */
export const rules = async (length: Length): Promise<RulesFigure[]> => {
  const measured: JudgedRules[] = [];
  for (const part of [8, 4, 2, 1]) measured.push(await measure(largest[length] / part));
  const growth = growthOf(measured);
  return measured.map(({ endpoints, findings, each }, index) => ({
    endpoints,
    findings,
    ...(growth[index] as GrowthFigure),
    ...sharesOf(each),
  }));
};
