import type { Config } from '#model/config.ts';
import type { IsComplete } from '#model/coverage.ts';
import type { Evidence, Finding, FindingStatus, Severity } from '#model/finding.ts';
import type { Read } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import type { Scope } from '#model/scope.ts';
import type { Network } from '#network/network.ts';

/** What a rule judges. */
export type RuleInput = {
  network: Network;
  paths: readonly ConnectionPath[];
  config: Config;
  /** What was read, scope by scope, and what is suggested to be left out. */
  coverage: ScanResult['coverage'];
  /** The same, as an answer: was an operation read completely in a scope? */
  isComplete: IsComplete;
  /** Are the network's accounts all of the organization's? Where not, an account that is not among them may be in it. */
  isListed: boolean;
  /** Where findings about the audit itself are kept; null for a snapshot, which nobody's account made. */
  hub: Scope | null;
  /** ISO time of the observation: whether an exemption has ended is judged by it. */
  observedAt: string;
};

/** A resource whose tags may speak for a finding. */
export type TaggedResource = {
  id: string;
  accountId: string | null;
  /** Null where they were not read. */
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | null;
};

/** What a judgement is about, and whose it is; the same in every run while the subject lives. */
export type Subject = {
  owner: Scope;
  /** False where a read that is missing may make it another's: then it is not evaluated, rather than told twice. */
  isOwnerSure: boolean;
  subject: Finding['subject'];
  pathIds: readonly string[];
  /** Of a path to a service in another Region: that Region. */
  toRegion?: string | null;
  dependsOn: Evidence;
  /** The subject's own first. */
  resources: readonly TaggedResource[];
};

/** What a rule says of one subject. */
export type Opinion = {
  status: FindingStatus;
  /** In the place of the rule's own. */
  severity?: Severity;
  /** Nothing in it that not every run may read, such as an account's name. */
  title: string;
  evidence: string;
  /** In the place of the rule's `howToFix`. */
  remediation?: string | null;
  /** The account that has to make the change; null where nobody has to, or it is not known. */
  fixOwner?: string | null;
  /** Does it stand whatever else could not be read? Else it is not evaluated unless all the rule reads was read. */
  isProved?: boolean;
  /** Is it told though it passed: is there something to say of it? */
  isTold?: boolean;
};

export type Judgement = { about: Subject; opinion: Opinion };

/** One kind of finding, in the file of its name. */
export type Rule = {
  id: string;
  /** The names it had before, oldest first. */
  formerIds: readonly string[];
  title: string;
  /** Of its warnings and failures, unless an opinion has another. */
  severity: Severity;
  /** False for a rule that is used only when the configuration enables it. */
  isOnByDefault: boolean;
  /** For a rule that judges nothing until the configuration says by what. */
  isConfigured?: (config: Config) => boolean;
  /**
   * The reads without which a finding could be missing or wrong: in every scope a subject depends on, all of these
   * must have been complete for a pass, and for a finding that is not wanted any more to be archived.
   */
  reads: readonly Read[];
  /** For the rule that tells what could not be read, which no failed read leaves unsure. */
  isAboutReading?: boolean;
  /** When it warns or fails, in a few words. */
  when: string;
  why: string;
  howToFix: string;
  /** Every subject it concerns; what passes too. */
  evaluate: (input: RuleInput) => Iterable<Judgement>;
};

/**
 * The rule's part of its findings' Ids: its first name. So a rule that is renamed keeps its findings, with all that
 * people wrote on them; only their GeneratorId tells the new name.
 */
export const nameInIds = ({ id, formerIds }: Pick<Rule, 'id' | 'formerIds'>): string => formerIds[0] ?? id;
