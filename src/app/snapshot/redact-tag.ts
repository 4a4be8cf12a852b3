import { exemptionFormat, exemptionTag } from '#rules/kit/exemption.ts';
import { findRule } from '#rules/registry.ts';
import { keepIf, type Redact } from './keep-if.ts';

const ruleName = { test: (value: string): boolean => findRule(value) !== null };

/** Tags are the customer's own but for the one that exempts a resource: of that only the reason is free text. */
export const createTagRules = (text: Redact): Record<'tag-key' | 'tag-value', Redact> => ({
  'tag-key': keepIf({ test: (value) => value === exemptionTag }, text),
  'tag-value': (value) => {
    const [, names, until, reason] = exemptionFormat.exec(value) ?? [];
    if (names === undefined || until === undefined || reason === undefined) return text(value);
    return `${names.split('+').map(keepIf(ruleName, text)).join('+')} ${until} ${text(reason)}`;
  },
});
