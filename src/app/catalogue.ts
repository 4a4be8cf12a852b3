import type { CatalogueEntry } from '#model/catalogue.ts';
import type { Config } from '#model/config.ts';
import { configuredSeverity, isEnabled } from '#rules/kit/settings.ts';
import { rules } from '#rules/registry.ts';

export { renderCatalogue, renderEntry } from '#report/catalogue.ts';

/** Every rule, sorted by ID, as the configuration uses it. */
export const catalogueOf = (config: Config): CatalogueEntry[] =>
  rules.map((rule) => {
    const { id, title, severity, when, why, howToFix, reads } = rule;
    return {
      id,
      title,
      severity: configuredSeverity(rule, config) ?? severity,
      isEnabled: isEnabled(rule, config),
      when,
      why,
      howToFix,
      reads,
      url: `${config.catalogueUrl}#${id}`,
    };
  });
