import { createHash } from 'node:crypto';
import type { Scope } from './scope.ts';

/** What every GeneratorId of ours starts with, so that nobody else's finding is ever taken for one of ours. */
export const generatorPrefix = 'vpc-path-auditor/';

/** The GeneratorId of a rule: `vpc-path-auditor/connection-path`. */
export const generatorId = (rule: string): string => `${generatorPrefix}${rule}`;

/** The rule of a GeneratorId; null when it is not one of ours. */
export const ruleOf = (generator: string): string | null =>
  generator.startsWith(generatorPrefix) && generator.length > generatorPrefix.length
    ? generator.slice(generatorPrefix.length)
    : null;

/** Longest Id in the AWS Security Finding Format. */
const maxLength = 512;
const digestLength = 64;

/** What a finding is about, and whose it is: nothing here may change while the subject lives. */
export type FindingKey = Scope & { partition: string; rule: string; subjectId: string };

/**
 * The stable Id of a finding: `vpc-path-auditor/aws/111122223333/us-west-2/connection-path/<subject>`.
 * At most 512 printable ASCII characters: an Id that would not be is cut and ends in the SHA-256 of the whole.
 */
export const findingId = ({ partition, accountId, region, rule, subjectId }: FindingKey): string => {
  const id = generatorPrefix + [partition, accountId, region, rule, subjectId].join('/');
  if (id.length <= maxLength && /^[\x21-\x7e]+$/.test(id)) return id;
  const head = id.slice(0, maxLength - digestLength - 1).replace(/[^\x21-\x7e]/g, '_');
  return `${head}~${createHash('sha256').update(id).digest('hex')}`;
};

/** The account that owns a finding, by its Id; null for an Id that is not made so. */
export const ownerAccountOf = (id: string): string | null =>
  /^vpc-path-auditor\/[^/]+\/(\d{12})\//.exec(id)?.[1] ?? null;
