import type { Config } from '#model/config.ts';
import type { Finding } from '#model/finding.ts';
import { compareText } from '#model/scope.ts';
import { connectionPath } from './connection-path.ts';
import type { Rule, RuleInput } from './rule.ts';

/** The catalogue, sorted by ID. */
export const rules: readonly Rule[] = [connectionPath];

/** The rule of this name, or of one it had before; null when there is none. */
export const findRule = (name: string, among: readonly Rule[] = rules): Rule | null =>
  among.find(({ id, formerIds }) => id === name || formerIds.includes(name)) ?? null;

/** The operations a rule reads; null for a rule that is not known, or not any more. */
export const readsOf = (name: string): readonly string[] | null => findRule(name)?.reads ?? null;

const isEnabled = ({ id }: Rule, config: Config): boolean =>
  !Object.entries(config.rules).some(([name, { enabled }]) => !enabled && findRule(name)?.id === id);

/** What all rules that are enabled find, sorted by finding ID. */
export const evaluateRules = (input: RuleInput): Finding[] =>
  rules
    .filter((rule) => isEnabled(rule, input.config))
    .flatMap((rule) => rule.evaluate(input))
    .sort((a, b) => compareText(a.id, b.id));
