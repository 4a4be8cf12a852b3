import type { IsComplete } from '#model/coverage.ts';
import type { Presence, SubjectPart } from '#model/finding.ts';
import type { Scope } from '#model/scope.ts';
import type { HeldFinding } from './types.ts';

/** What this run knows, as far as it decides about findings. */
export type Knowledge = {
  /** The operations a rule reads; null for a rule that is not known (any more). */
  readsOf: (rule: string) => readonly string[] | null;
  /** Is it what the rule tells that something could not be read? */
  isAboutReading: (rule: string) => boolean;
  isComplete: IsComplete;
  presenceOf: (part: SubjectPart) => Presence;
  /** Will nobody read this scope again, as things are: its account left, its Region is switched off, it is left out? */
  isLost: (scope: Scope) => boolean;
};

/** Was everything in `reads` read completely in every one of `scopes`? Of no scope nothing is known. */
export const isWhole = (
  scopes: readonly Scope[],
  reads: readonly string[],
  { isComplete }: Pick<Knowledge, 'isComplete'>,
): boolean =>
  scopes.length > 0 && scopes.every((scope) => reads.every((operation) => isComplete(scope, operation)));

/** A part shown by several scopes (a peering, by both its sides) is gone only when none of them lists it. */
const isSomePartGone = (parts: readonly SubjectPart[], { presenceOf }: Knowledge): boolean =>
  [...Map.groupBy(parts, ({ id }) => id).values()].some((listings) =>
    listings.every((part) => presenceOf(part) === 'gone'),
  );

/** What would have to be read to disprove the finding; null when nobody knows any more. */
const readsAgainst = (
  { dependsOn, rule }: HeldFinding,
  { readsOf }: Pick<Knowledge, 'readsOf'>,
): { scopes: readonly Scope[]; reads: readonly string[] } | null => {
  const reads = (rule === null ? null : readsOf(rule)) ?? [];
  const scopes = dependsOn?.scopes ?? [];
  return reads.length === 0 || scopes.length === 0 ? null : { scopes, reads };
};

/** What could not be read and will not be read again is no gap any more, nor is what was read now. */
const isNoGap = (
  { scopes, reads }: NonNullable<ReturnType<typeof readsAgainst>>,
  knowledge: Knowledge,
): boolean => scopes.every((scope) => knowledge.isLost(scope) || isWhole([scope], reads, knowledge));

const isOfReading = ({ rule }: HeldFinding, { isAboutReading }: Knowledge): boolean =>
  rule !== null && isAboutReading(rule);

/**
 * Is it proven that the finding no longer holds? Either a part of its subject is gone from complete listings, or
 * everything its rule reads was read completely in every scope it rests on. No evidence proves nothing.
 */
export const isDisproved = (held: HeldFinding, knowledge: Knowledge): boolean => {
  if (isSomePartGone(held.dependsOn?.parts ?? [], knowledge)) return true;
  const against = readsAgainst(held, knowledge);
  if (against === null) return false;
  return isOfReading(held, knowledge)
    ? isNoGap(against, knowledge)
    : isWhole(against.scopes, against.reads, knowledge);
};

/** Could a better night disprove the finding? */
export const isDisprovable = (held: HeldFinding, knowledge: Knowledge): boolean =>
  readsAgainst(held, knowledge) !== null;

/** Can nothing ever be proven of the finding, because its owner or a scope it rests on is lost? It is left to expire. */
export const isOrphan = ({ owner, dependsOn }: HeldFinding, { isLost }: Knowledge): boolean =>
  [owner, ...(dependsOn?.scopes ?? [])].some(isLost);
