import type { Finding } from '#model/finding.ts';
import { compareText } from '#model/scope.ts';
import { connectionPath } from './connection-path.ts';
import type { Rule, RuleInput } from './rule.ts';

/** The catalogue, sorted by ID. */
export const rules: readonly Rule[] = [connectionPath];

/** What all rules find, sorted by finding ID. */
export const evaluateRules = (input: RuleInput): Finding[] =>
  rules.flatMap((rule) => rule.evaluate(input)).sort((a, b) => compareText(a.id, b.id));
