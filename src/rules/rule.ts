import type { Config } from '#model/config.ts';
import type { Finding, Severity } from '#model/finding.ts';
import type { Operation } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { Network } from '#network/network.ts';

/** What a rule judges. */
export type RuleInput = { network: Network; paths: readonly ConnectionPath[]; config: Config };

/** One kind of finding, in the file of its name. */
export type Rule = {
  id: string;
  /** The names it had before, oldest first. */
  formerIds: readonly string[];
  title: string;
  severity: Severity;
  /**
   * The reads without which a finding could be missing: none is archived for not being wanted any more unless all
   * of these were complete in every scope it depends on.
   */
  reads: readonly Operation[];
  why: string;
  howToFix: string;
  evaluate: (input: RuleInput) => Finding[];
};

/**
 * The rule's part of its findings' Ids: its first name. So a rule that is renamed keeps its findings, with all that
 * people wrote on them; only their GeneratorId tells the new name.
 */
export const nameInIds = ({ id, formerIds }: Pick<Rule, 'id' | 'formerIds'>): string => formerIds[0] ?? id;
