import type { Config } from '#model/config.ts';
import type { Severity } from '#model/finding.ts';
import { isEnabled, rules } from '#rules/registry.ts';

export { renderCatalogue, renderEntry } from '#report/catalogue.ts';

/** One rule, as people read it. */
export type CatalogueEntry = {
  id: string;
  title: string;
  severity: Severity;
  isEnabled: boolean;
  when: string;
  why: string;
  howToFix: string;
  /** The operations it needs; of what could not be read, it says nothing. */
  reads: readonly string[];
  url: string;
};

/** Every rule, sorted by ID, as the configuration uses it. */
export const catalogueOf = (config: Config): CatalogueEntry[] =>
  rules.map((rule) => {
    const { id, title, severity, when, why, howToFix, reads } = rule;
    return {
      id,
      title,
      severity: config.rules[id]?.severity ?? severity,
      isEnabled: isEnabled(rule, config),
      when,
      why,
      howToFix,
      reads,
      url: `${config.catalogueUrl}#${id}`,
    };
  });
