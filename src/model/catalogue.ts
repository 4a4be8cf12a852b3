import type { Severity } from './finding.ts';

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
