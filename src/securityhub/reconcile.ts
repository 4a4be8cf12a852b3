import { createHash } from 'node:crypto';
import type { Finding } from '#model/finding.ts';
import { compareText, type Scope, scopeKey } from '#model/scope.ts';
import { isEvaluated, toAsff } from './asff.ts';
import { isDisprovable, isDisproved, isOrphan, isWhole, type Knowledge } from './evidence.ts';
import { sentAgain } from './held-finding.ts';
import { readContentHash } from './product-fields.ts';
import type { AwsSecurityFinding, HeldFinding } from './types.ts';

export type ReconcileInput = Knowledge & {
  held: readonly HeldFinding[];
  /** At most one a finding Id. */
  wanted: readonly Finding[];
  /** The account and Region in which an owner's findings are kept. */
  placeOf: (owner: Scope) => Scope;
  /** When a finding that is not held here was first seen elsewhere: by another mode of publishing, or before it was lost. */
  firstSeenBefore: ReadonlyMap<string, string>;
  /** ISO time of this run's observation. */
  observedAt: string;
  refreshAfterDays: number;
  partition: string;
};

/** What to send, and the Ids of what stays as it is; each list sorted by Id. */
export type ReconcilePlan = {
  create: AwsSecurityFinding[];
  update: AwsSecurityFinding[];
  refresh: AwsSecurityFinding[];
  archive: AwsSecurityFinding[];
  kept: string[];
  /** Kept too, but nobody will ever know more of them. */
  orphaned: string[];
};

/** What is owed to one finding. */
export type Step =
  | { kind: 'create' | 'update' | 'refresh'; id: string; record: AwsSecurityFinding }
  | { kind: 'archive' | 'refresh'; id: string; held: HeldFinding }
  | { kind: 'keep' | 'orphan' | 'ignore'; id: string };

const msPerDay = 86_400_000;
const maxJitterDays = 10;

/** Spreads the refresh of findings that were made in one night; 0 to 10 days, always the same for one finding. */
const jitterDays = (id: string): number =>
  createHash('sha256').update(id).digest().readUInt32BE() % (maxJitterDays + 1);

const isDueForRefresh = (held: HeldFinding, { observedAt, refreshAfterDays }: ReconcileInput): boolean => {
  const days = Math.max(1, refreshAfterDays - jitterDays(held.id));
  return Date.parse(observedAt) - Date.parse(held.updatedAt) >= days * msPerDay;
};

/** Security Hub ignores an import that is not newer; one that is as new as ours was written by a newer run. */
const isNotOlder = (held: HeldFinding, observedAt: string): boolean =>
  Date.parse(held.updatedAt) >= Date.parse(observedAt);

const isActive = (held: HeldFinding | undefined): held is HeldFinding => held?.recordState === 'ACTIVE';

/** What is held stands as it is, whatever could not be read; sent again as it stands before Security Hub forgets it. */
const keep = (held: HeldFinding, input: ReconcileInput): Step => {
  const { id } = held;
  const isDue = !isNotOlder(held, input.observedAt) && isDueForRefresh(held, input);
  return isDue ? { kind: 'refresh', id, held } : { kind: 'keep', id };
};

const stepForWanted = (finding: Finding, held: HeldFinding | undefined, input: ReconcileInput): Step => {
  const { id, rule, dependsOn } = finding;
  const { partition, observedAt, placeOf, firstSeenBefore } = input;
  if (!isEvaluated(finding)) return isActive(held) ? keep(held, input) : { kind: 'ignore', id };
  if (held !== undefined && isNotOlder(held, observedAt)) return { kind: 'keep', id };
  const createdAt = held?.createdAt ?? firstSeenBefore.get(id) ?? observedAt;
  const place = placeOf(finding);
  const record = toAsff(finding, { partition, place, observedAt, createdAt, recordState: 'ACTIVE' });
  if (held === undefined) return { kind: 'create', id, record };
  if (!isActive(held)) return { kind: 'update', id, record };
  if (held.contentHash !== readContentHash(record.ProductFields)) {
    // What a failed read left out would look like a change, except to a rule that tells of just that.
    const reads = input.readsOf(rule);
    const isSure = input.isAboutReading(rule) || (reads !== null && isWhole(dependsOn.scopes, reads, input));
    return isSure ? { kind: 'update', id, record } : keep(held, input);
  }
  return isDueForRefresh(held, input) ? { kind: 'refresh', id, record } : { kind: 'keep', id };
};

const stepForUnwanted = (held: HeldFinding, input: ReconcileInput): Step => {
  const { id } = held;
  if (!isActive(held)) return { kind: 'ignore', id };
  if (isNotOlder(held, input.observedAt)) return { kind: 'keep', id };
  if (isDisproved(held, input)) return { kind: 'archive', id, held };
  if (isOrphan(held, input)) return { kind: 'orphan', id };
  return isDisprovable(held, input) ? keep(held, input) : { kind: 'keep', id };
};

const byKey = <T extends Scope & { id: string }>(
  findings: readonly T[],
  placeOf: (finding: T) => Scope,
): Map<string, T> => {
  const map = new Map(
    findings.map((finding) => [`${scopeKey(placeOf(finding))}/${finding.id}`, finding] as const),
  );
  if (map.size < findings.length)
    throw new Error('a finding is given twice: its Id must be made of its subject');
  return map;
};

/**
 * What is owed to every wanted and every held finding, sorted by Id. Pure. Nothing is owed to archived ones that are not
 * wanted, and to new ones that were not evaluated.
 */
export const decide = (input: ReconcileInput): Step[] => {
  const held = byKey(input.held, (finding) => finding);
  const wanted = byKey(input.wanted, input.placeOf);
  return [
    ...[...wanted].map(([key, finding]) => stepForWanted(finding, held.get(key), input)),
    ...[...held].filter(([key]) => !wanted.has(key)).map(([, finding]) => stepForUnwanted(finding, input)),
  ].sort((a, b) => compareText(a.id, b.id));
};

/** The steps as what is to be sent. */
export const toPlan = (steps: readonly Step[], observedAt: string): ReconcilePlan => {
  const idsOf = (kind: Step['kind']): string[] =>
    steps.filter((step) => step.kind === kind).map(({ id }) => id);
  const recordOf = (step: Step): AwsSecurityFinding[] => {
    if ('record' in step) return [step.record];
    if (!('held' in step)) return [];
    const recordState = step.kind === 'archive' ? 'ARCHIVED' : 'ACTIVE';
    return [sentAgain(step.held, { observedAt, recordState })];
  };
  const records = (kind: Step['kind']): AwsSecurityFinding[] =>
    steps.flatMap((step) => (step.kind === kind ? recordOf(step) : []));
  return {
    create: records('create'),
    update: records('update'),
    refresh: records('refresh'),
    archive: records('archive'),
    kept: idsOf('keep'),
    orphaned: idsOf('orphan'),
  };
};

/** What brings Security Hub's findings in step with those wanted. Pure. */
export const reconcile = (input: ReconcileInput): ReconcilePlan => toPlan(decide(input), input.observedAt);

/**
 * The Ids of those that what is held must not only be remembered of: what is about to be made may be there already,
 * and what is about to be archived, or refreshed for want of news, is sent again as it stands.
 */
export const idsToRead = (steps: readonly Step[]): string[] =>
  steps.filter((step) => step.kind === 'create' || 'held' in step).map(({ id }) => id);
