import { createHash } from 'node:crypto';
import type { IsComplete } from '#model/coverage.ts';
import type { Finding, Presence, SubjectPart } from '#model/finding.ts';
import { compareText, type Scope, scopeKey } from '#model/scope.ts';
import { isEvaluated, toAsff } from './asff.ts';
import { toArchived } from './held-finding.ts';
import { readContentHash } from './product-fields.ts';
import type { AwsSecurityFinding, HeldFinding } from './types.ts';

export type ReconcileInput = {
  held: readonly HeldFinding[];
  /** At most one a finding Id. */
  wanted: readonly Finding[];
  /** The operations a rule reads; null for a rule that is not known (any more). */
  readsOf: (rule: string) => readonly string[] | null;
  isComplete: IsComplete;
  presenceOf: (part: SubjectPart) => Presence;
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
};

type Step =
  | { kind: 'create' | 'update' | 'refresh' | 'archive'; id: string; record: AwsSecurityFinding }
  | { kind: 'keep' | 'ignore'; id: string };

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

const isActive = (held: HeldFinding | undefined): boolean => held?.recordState === 'ACTIVE';

/** Was everything in `reads` read completely in every one of `scopes`? */
const isWhole = (
  scopes: readonly Scope[],
  reads: readonly string[],
  { isComplete }: ReconcileInput,
): boolean => scopes.every((scope) => reads.every((operation) => isComplete(scope, operation)));

const stepForWanted = (finding: Finding, held: HeldFinding | undefined, input: ReconcileInput): Step => {
  const { id } = finding;
  const { partition, observedAt } = input;
  if (!isEvaluated(finding)) return { kind: isActive(held) ? 'keep' : 'ignore', id };
  if (held !== undefined && isNotOlder(held, observedAt)) return { kind: 'keep', id };
  const createdAt = held?.createdAt ?? observedAt;
  const record = toAsff(finding, { partition, observedAt, createdAt, recordState: 'ACTIVE' });
  if (held === undefined) return { kind: 'create', id, record };
  if (!isActive(held)) return { kind: 'update', id, record };
  if (held.contentHash !== readContentHash(record.ProductFields)) {
    // What a failed read left out would look like a change.
    const isSure = isWhole(finding.dependsOn.scopes, input.readsOf(finding.rule) ?? [], input);
    return isSure ? { kind: 'update', id, record } : { kind: 'keep', id };
  }
  return isDueForRefresh(held, input) ? { kind: 'refresh', id, record } : { kind: 'keep', id };
};

/** A part shown by several scopes (a peering, by both its sides) is gone only when none of them lists it. */
const isSomePartGone = (parts: readonly SubjectPart[], { presenceOf }: ReconcileInput): boolean =>
  [...Map.groupBy(parts, ({ id }) => id).values()].some((listings) =>
    listings.every((part) => presenceOf(part) === 'gone'),
  );

/**
 * Is it proven that the finding no longer holds? Either a part of its subject is gone from complete listings, or
 * everything its rule reads was read completely in every scope it rests on. No evidence proves nothing.
 */
const isDisproved = (held: HeldFinding, input: ReconcileInput): boolean => {
  if (held.dependsOn === null) return false;
  const { scopes, parts } = held.dependsOn;
  if (isSomePartGone(parts, input)) return true;
  const reads = held.rule === null ? null : input.readsOf(held.rule);
  if (reads === null || reads.length === 0 || scopes.length === 0) return false;
  return isWhole(scopes, reads, input);
};

const stepForUnwanted = (held: HeldFinding, input: ReconcileInput): Step => {
  const { id } = held;
  if (!isActive(held)) return { kind: 'ignore', id };
  if (isNotOlder(held, input.observedAt) || !isDisproved(held, input)) return { kind: 'keep', id };
  return { kind: 'archive', id, record: toArchived(held, input.observedAt) };
};

const keyOf = (finding: Scope & { id: string }): string => `${scopeKey(finding)}/${finding.id}`;

const byKey = <T extends Scope & { id: string }>(findings: readonly T[]): Map<string, T> => {
  const map = new Map(findings.map((finding) => [keyOf(finding), finding]));
  if (map.size < findings.length)
    throw new Error('a finding is given twice: its Id must be made of its subject');
  return map;
};

/**
 * What brings Security Hub's findings in step with those wanted. Pure. Every wanted and every held finding comes
 * out once, except those that nothing is owed to: archived ones not wanted, and new ones not evaluated.
 */
export const reconcile = (input: ReconcileInput): ReconcilePlan => {
  const held = byKey(input.held);
  const wanted = byKey(input.wanted);
  const steps = [
    ...[...wanted].map(([key, finding]) => stepForWanted(finding, held.get(key), input)),
    ...[...held].filter(([key]) => !wanted.has(key)).map(([, finding]) => stepForUnwanted(finding, input)),
  ].sort((a, b) => compareText(a.id, b.id));
  const records = (kind: Step['kind']): AwsSecurityFinding[] =>
    steps.flatMap((step) => (step.kind === kind && 'record' in step ? [step.record] : []));
  return {
    create: records('create'),
    update: records('update'),
    refresh: records('refresh'),
    archive: records('archive'),
    kept: steps.filter(({ kind }) => kind === 'keep').map(({ id }) => id),
  };
};
