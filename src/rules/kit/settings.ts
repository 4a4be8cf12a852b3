import type { Config } from '#model/config.ts';
import type { Severity } from '#model/finding.ts';
import type { Rule } from '../rule.ts';

/** What the configuration says of a rule: under its name of now first, then under those it had. */
const settingsOf = ({ id, formerIds }: Rule, { rules }: Config) =>
  [id, ...formerIds].flatMap((name) => rules[name] ?? []);

/** Is the rule used? */
export const isEnabled = (rule: Rule, config: Config): boolean =>
  settingsOf(rule, config)
    .map(({ enabled }) => enabled)
    .find((told) => told !== undefined) ?? rule.isOnByDefault;

/** The severity in the place of the rule's own; null for none. */
export const configuredSeverity = (rule: Rule, config: Config): Severity | null =>
  settingsOf(rule, config)
    .map(({ severity }) => severity)
    .find((told) => told !== undefined) ?? null;
