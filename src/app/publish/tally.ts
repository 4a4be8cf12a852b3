import type { Failure } from '#model/coverage.ts';
import type { PublishFailure, PublishSummary } from '#model/result.ts';
import { compareScopes, type Scope } from '#model/scope.ts';
import type { ReconcilePlan } from '#securityhub/reconcile.ts';
import type { AwsSecurityFinding, HeldFinding, ImportReport } from '#securityhub/types.ts';

/** What publishing did, when each finding was first seen, and the Ids of those active where they are kept. */
export type Tally = {
  summary: PublishSummary;
  firstSeen: ReadonlyMap<string, string>;
  living: ReadonlySet<string>;
};

const nothing: PublishSummary = {
  created: 0,
  updated: 0,
  refreshed: 0,
  archived: 0,
  kept: 0,
  orphaned: 0,
  unpublished: [],
  notices: [],
  failed: [],
};

/** A tally of nothing but what is told. */
export const tallyOf = (told: Partial<PublishSummary>): Tally => ({
  summary: { ...nothing, ...told },
  firstSeen: new Map(),
  living: new Set(),
});

/** The failure of one finding, or of the place as a whole. */
export const toPublishFailure = (
  { accountId, region }: Scope,
  findingId: string | null,
  failure: Failure,
): PublishFailure => ({ accountId, region, findingId, ...failure, by: failure.by ?? null });

type Outcome = {
  place: Scope;
  held: readonly HeldFinding[];
  plan: ReconcilePlan;
  report: ImportReport;
};

const idOf = ({ Id }: AwsSecurityFinding): string => Id ?? '';

/** What came of one place's plan. */
export const toTally = ({ place, held, plan, report }: Outcome): Tally => {
  const imported = new Set(report.imported);
  const importedOf = (sent: readonly AwsSecurityFinding[]): AwsSecurityFinding[] =>
    sent.filter((record) => imported.has(idOf(record)));
  const [created, updated, refreshed, archived] = [plan.create, plan.update, plan.refresh, plan.archive].map(
    importedOf,
  ) as [AwsSecurityFinding[], AwsSecurityFinding[], AwsSecurityFinding[], AwsSecurityFinding[]];
  const gone = new Set(archived.map(idOf));
  const stayed = held.filter(({ id, recordState }) => recordState === 'ACTIVE' && !gone.has(id));
  return {
    summary: {
      ...nothing,
      created: created.length,
      updated: updated.length,
      refreshed: refreshed.length,
      archived: archived.length,
      kept: plan.kept.length,
      orphaned: plan.orphaned.length,
      failed: report.failed.map(({ findingId, failure }) => toPublishFailure(place, findingId, failure)),
    },
    firstSeen: new Map([
      ...created.map((record) => [idOf(record), record.CreatedAt ?? ''] as const),
      ...held.map(({ id, createdAt }) => [id, createdAt] as const),
    ]),
    living: new Set([...stayed.map(({ id }) => id), ...[...created, ...updated, ...refreshed].map(idOf)]),
  };
};

/** A role that cannot be assumed is missing from the account, whichever of its Regions and findings met that. */
const isOfAccount = ({ by }: PublishFailure): boolean => by === 'role-missing';

/**
 * A failure of a place as a whole is told once, however many of its slices met it, and one of an account as a whole
 * however many of its Regions and findings: for the first Region.
 */
const distinct = (failures: readonly PublishFailure[]): PublishFailure[] => {
  const told = failures.map((failure) => (isOfAccount(failure) ? { ...failure, findingId: null } : failure));
  const alike = Map.groupBy(told, (failure) =>
    JSON.stringify(isOfAccount(failure) ? { ...failure, region: null } : failure),
  );
  return [...alike.values()].flatMap((same) => same.toSorted(compareScopes).slice(0, 1));
};

/** The tallies of all places as one: counts added, lists joined, what is told twice told once. */
export const mergeTallies = (tallies: readonly Tally[]): Tally => {
  const summaries = tallies.map(({ summary }) => summary);
  const sum = (count: (summary: PublishSummary) => number): number =>
    summaries.reduce((total, summary) => total + count(summary), 0);
  return {
    summary: {
      created: sum(({ created }) => created),
      updated: sum(({ updated }) => updated),
      refreshed: sum(({ refreshed }) => refreshed),
      archived: sum(({ archived }) => archived),
      kept: sum(({ kept }) => kept),
      orphaned: sum(({ orphaned }) => orphaned),
      unpublished: summaries.flatMap(({ unpublished }) => unpublished).sort(compareScopes),
      notices: [...new Set(summaries.flatMap(({ notices }) => notices))].sort(),
      failed: distinct(summaries.flatMap(({ failed }) => failed)),
    },
    firstSeen: new Map(tallies.flatMap(({ firstSeen }) => [...firstSeen])),
    living: new Set(tallies.flatMap(({ living }) => [...living])),
  };
};
