import type { Config } from '#model/config.ts';
import type { Finding, FindingStatus } from '#model/finding.ts';
import { findingId } from '#model/finding-id.ts';
import { partitionOf } from '#model/partition.ts';
import { type Judgement, nameInIds, type Rule, type RuleInput } from '../rule.ts';
import { type Exempted, type ExemptionContext, exemptionOf, mayBeExempt } from './exemption.ts';
import { configuredSeverity } from './settings.ts';
import { ownTags } from './tags.ts';

const hasAllReads = (
  { reads }: Rule,
  { about: { dependsOn } }: Judgement,
  { isComplete }: RuleInput,
): boolean =>
  dependsOn.scopes.length > 0 &&
  dependsOn.scopes.every((scope) => reads.every((operation) => isComplete(scope, operation)));

const isBadStatus = (status: FindingStatus): boolean => status === 'warning' || status === 'failed';

/** What is not proved on its own stands only on all that the rule reads: what is read nowhere proves nothing. */
const statusOf = (rule: Rule, judgement: Judgement, input: RuleInput): FindingStatus => {
  const { about, opinion } = judgement;
  if (!about.isOwnerSure) return 'not-evaluated';
  return opinion.isProved === true || hasAllReads(rule, judgement, input) ? opinion.status : 'not-evaluated';
};

const isAsked = (status: FindingStatus, { publishedStatuses }: Config): boolean =>
  publishedStatuses.some((asked) => asked === status);

const sentences = (...texts: readonly (string | null)[]): string =>
  texts.filter((text) => text !== null && text !== '').join(' ');

/** Neither what an exemption that was not read would pass is told as bad, nor is what was held of it changed. */
const unlessExempt = (judged: FindingStatus, asked: Parameters<typeof mayBeExempt>[0]): FindingStatus =>
  isBadStatus(judged) && mayBeExempt(asked) ? 'not-evaluated' : judged;

const noExemption: Exempted = { reason: null, note: null };

/**
 * The finding of a judgement; null for a plain pass that nobody asked for. What passed, and what is exempt, is
 * informational, whatever the rule's severity.
 */
export const toFinding = (
  rule: Rule,
  judgement: Judgement,
  input: RuleInput & Pick<ExemptionContext, 'isRule'>,
): Finding | null => {
  const { about, opinion } = judgement;
  const { config } = input;
  const judged = statusOf(rule, judgement, input);
  const isBad = isBadStatus(judged);
  const severity = configuredSeverity(rule, config) ?? opinion.severity ?? rule.severity;
  const exempted = isBad ? exemptionOf({ rule, about, severity }, input) : noExemption;
  const status = exempted.reason === null ? unlessExempt(judged, { rule, about, severity }) : 'passed';
  if (
    status === 'passed' &&
    exempted.reason === null &&
    opinion.isTold !== true &&
    !isAsked(status, config)
  ) {
    return null;
  }
  const subjectId = about.subject.id;
  const partition = partitionOf(about.owner.region);
  return {
    id: findingId({ partition, ...about.owner, rule: nameInIds(rule), subjectId }),
    rule: rule.id,
    severity: status === 'passed' ? 'informational' : severity,
    status,
    title: opinion.title,
    accountId: about.owner.accountId,
    region: about.owner.region,
    subject: about.subject,
    pathIds: [...about.pathIds],
    // First, because Security Hub keeps the beginning alone.
    evidence: sentences(exempted.note, opinion.evidence),
    remediation: isBad ? (opinion.remediation ?? rule.howToFix) : null,
    fixOwner: isBad ? (opinion.fixOwner ?? null) : null,
    firstSeenAt: null,
    exemption: exempted.reason,
    ownerTags: ownTags(about, config.ownerTags),
    ruleUrl: `${config.catalogueUrl}#${rule.id}`,
    dependsOn: about.dependsOn,
    ...(about.toRegion ? { toRegion: about.toRegion } : {}),
  };
};

/** Is a finding sent to Security Hub? One that was not evaluated holds on to what is there. */
export const isPublished = ({ status }: Pick<Finding, 'status'>, config: Config): boolean =>
  status === 'passed' || status === 'not-evaluated' || isAsked(status, config);
