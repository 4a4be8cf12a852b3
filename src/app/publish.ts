import pMap from 'p-map';
import type { Failure, IsComplete } from '#model/coverage.ts';
import type { Finding, Presence, SubjectPart } from '#model/finding.ts';
import type { PublishFailure, PublishSummary } from '#model/result.ts';
import { compareScopes, type Scope, scopeKey } from '#model/scope.ts';
import { rules } from '#rules/registry.ts';
import { isEvaluated } from '#securityhub/asff.ts';
import { reconcile } from '#securityhub/reconcile.ts';
import type { FindingsStores, Progress } from './ports.ts';

/** Accounts and Regions published to at once; Security Hub's own limits hold per account and Region. */
const scopesAtOnce = 10;

export type PublishOptions = {
  findings: readonly Finding[];
  /** The scopes to reconcile, also those without a finding: what they hold may have to be archived. */
  scopes: readonly Scope[];
  /** Keys of the scopes of which nothing could be read: coverage tells of them already. */
  unreadScopes: ReadonlySet<string>;
  stores: FindingsStores;
  partition: string;
  isComplete: IsComplete;
  presenceOf: (part: SubjectPart) => Presence;
  observedAt: string;
  refreshAfterDays: number;
  onProgress: (progress: Progress) => void;
};

/** What publishing did, and when each wanted finding was first seen. */
export type Published = { summary: PublishSummary; firstSeen: ReadonlyMap<string, string> };

const readsOf = (id: string): readonly string[] | null => rules.find((rule) => rule.id === id)?.reads ?? null;

const nothing: PublishSummary = { created: 0, updated: 0, refreshed: 0, archived: 0, kept: 0, failed: [] };

const toPublishFailure = (scope: Scope, findingId: string | null, failure: Failure): PublishFailure => ({
  ...scope,
  findingId,
  ...failure,
  by: failure.by ?? null,
});

const publishScope = async (
  scope: Scope,
  wanted: readonly Finding[],
  { stores, unreadScopes, partition, isComplete, presenceOf, observedAt, refreshAfterDays }: PublishOptions,
): Promise<Published> => {
  const store = stores(scope);
  const held = await store.held();
  if (!held.ok) {
    // Where Security Hub is off nothing can be held, and where every read is denied (an unused Region, mostly) so is
    // this one: nothing is missed unless there was something to say.
    const isSilent = held.failure.cause === 'not-enabled' || unreadScopes.has(scopeKey(scope));
    const isNothingToSay = isSilent && !wanted.some(isEvaluated);
    const failure = toPublishFailure(scope, null, held.failure);
    return { summary: { ...nothing, failed: isNothingToSay ? [] : [failure] }, firstSeen: new Map() };
  }
  const plan = reconcile({
    held: held.value,
    wanted,
    readsOf,
    isComplete,
    presenceOf,
    observedAt,
    refreshAfterDays,
    partition,
  });
  const { create, update, refresh, archive } = plan;
  const report = await store.importFindings([...create, ...update, ...refresh, ...archive]);
  const imported = new Set(report.imported);
  const countImported = (sent: readonly { Id?: string | undefined }[]): number =>
    sent.filter(({ Id }) => Id !== undefined && imported.has(Id)).length;
  return {
    summary: {
      created: countImported(create),
      updated: countImported(update),
      refreshed: countImported(refresh),
      archived: countImported(archive),
      kept: plan.kept.length,
      failed: report.failed.map(({ findingId, failure }) => toPublishFailure(scope, findingId, failure)),
    },
    firstSeen: new Map([
      ...create.flatMap(({ Id }) =>
        Id !== undefined && imported.has(Id) ? [[Id, observedAt] as const] : [],
      ),
      ...held.value.map(({ id, createdAt }) => [id, createdAt] as const),
    ]),
  };
};

const merge = (parts: readonly Published[]): Published => {
  const sum = (count: (summary: PublishSummary) => number): number =>
    parts.reduce((total, { summary }) => total + count(summary), 0);
  return {
    summary: {
      created: sum(({ created }) => created),
      updated: sum(({ updated }) => updated),
      refreshed: sum(({ refreshed }) => refreshed),
      archived: sum(({ archived }) => archived),
      kept: sum(({ kept }) => kept),
      failed: parts.flatMap(({ summary }) => summary.failed),
    },
    firstSeen: new Map(parts.flatMap(({ firstSeen }) => [...firstSeen])),
  };
};

/**
 * Brings Security Hub into step, scope by scope. A finding whose owner is outside the accounts of this run is
 * left alone: its own account's run, or one over the organization, publishes it.
 */
export const publish = async (options: PublishOptions): Promise<Published> => {
  const accounts = new Set(options.scopes.map(({ accountId }) => accountId));
  const targets = new Map(options.scopes.map((scope) => [scopeKey(scope), scope]));
  const wanted = Map.groupBy(
    options.findings.filter(({ accountId }) => accounts.has(accountId)),
    scopeKey,
  );
  for (const [key, [finding]] of wanted) {
    if (finding !== undefined) targets.set(key, { accountId: finding.accountId, region: finding.region });
  }
  const scopes = [...targets.values()].sort(compareScopes);
  options.onProgress({ kind: 'publishing', scopes: scopes.length });
  const parts = await pMap(
    scopes,
    (scope) => publishScope(scope, wanted.get(scopeKey(scope)) ?? [], options),
    // A mistake of ours in one scope is thrown, but only once the others have had their turn.
    { concurrency: scopesAtOnce, stopOnError: false },
  );
  return merge(parts);
};
