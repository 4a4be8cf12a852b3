import type { IsComplete } from '#model/coverage.ts';
import type { Presence, SubjectPart } from '#model/finding.ts';
import type { Scope } from '#model/scope.ts';
import type { HeldFinding } from './types.ts';

/** What this run knows, as far as it decides about findings. */
export type Knowledge = {
  /** The operations a rule reads; null for a rule that is not known (any more). */
  readsOf: (rule: string) => readonly string[] | null;
  isComplete: IsComplete;
  presenceOf: (part: SubjectPart) => Presence;
  /** Will nobody read this scope again, as things are: its account left, its Region is switched off, it is left out? */
  isLost: (scope: Scope) => boolean;
};

/** Was everything in `reads` read completely in every one of `scopes`? */
export const isWhole = (
  scopes: readonly Scope[],
  reads: readonly string[],
  { isComplete }: Pick<Knowledge, 'isComplete'>,
): boolean => scopes.every((scope) => reads.every((operation) => isComplete(scope, operation)));

/** A part shown by several scopes (a peering, by both its sides) is gone only when none of them lists it. */
const isSomePartGone = (parts: readonly SubjectPart[], { presenceOf }: Knowledge): boolean =>
  [...Map.groupBy(parts, ({ id }) => id).values()].some((listings) =>
    listings.every((part) => presenceOf(part) === 'gone'),
  );

/**
 * Is it proven that the finding no longer holds? Either a part of its subject is gone from complete listings, or
 * everything its rule reads was read completely in every scope it rests on. No evidence proves nothing.
 */
export const isDisproved = ({ dependsOn, rule }: HeldFinding, knowledge: Knowledge): boolean => {
  if (dependsOn === null) return false;
  const { scopes, parts } = dependsOn;
  if (isSomePartGone(parts, knowledge)) return true;
  const reads = rule === null ? null : knowledge.readsOf(rule);
  if (reads === null || reads.length === 0 || scopes.length === 0) return false;
  return isWhole(scopes, reads, knowledge);
};

/** Can nothing ever be proven of the finding, because its owner or a scope it rests on is lost? It is left to expire. */
export const isOrphan = ({ owner, dependsOn }: HeldFinding, { isLost }: Knowledge): boolean =>
  [owner, ...(dependsOn?.scopes ?? [])].some(isLost);
