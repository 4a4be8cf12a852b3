import type { Failure } from '#model/coverage.ts';
import type { Finding } from '#model/finding.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { isEvaluated } from '#securityhub/asff.ts';
import type { FindingsClient } from '#securityhub/client.ts';
import { type ReconcilePlan, reconcile } from '#securityhub/reconcile.ts';
import type { AwsSecurityFinding } from '#securityhub/types.ts';
import { noTime } from './no-time.ts';
import { isAtHome, type Run, toReconcileInput, withStore } from './run.ts';
import { type Tally, tallyOf, toPublishFailure, toTally } from './tally.ts';

/** A place is the one that the configuration names, or one of the many that owners have. */
export type Place = { place: Scope; isNamed: boolean };

/** A tally, and the place itself when findings of the other mode of publishing were met there. */
export type PlaceTally = Tally & { straysIn: Scope[] };

/** Everything that a plan sends. */
export const sentBy = ({ create, update, refresh, archive }: ReconcilePlan): AwsSecurityFinding[] => [
  ...create,
  ...update,
  ...refresh,
  ...archive,
];

const without = (tally: Tally): PlaceTally => ({ ...tally, straysIn: [] });

const unpublished = (
  place: Scope,
  cause: 'not-enabled' | 'out-of-scope',
  wanted: readonly Finding[],
): Tally => {
  const findings = wanted.filter(isEvaluated).length;
  return tallyOf(findings === 0 ? {} : { unpublished: [{ ...place, cause, findings }] });
};

/**
 * What a reading that failed comes to. Security Hub that is off in an owner's account and Region is how the
 * organization is, and told as such (ADR 0006); off in the place that the configuration names, it is a failure. Where
 * every read is denied (an unused Region, mostly) so is this one: nothing is missed unless there was something to say.
 */
const toUnheld = (failure: Failure, at: Place & { wanted: readonly Finding[] }, run: Run): Tally => {
  const { place, isNamed, wanted } = at;
  if (failure.cause === 'not-enabled' && !isNamed) return unpublished(place, 'not-enabled', wanted);
  const isNothingToSay = !isNamed && run.unreadScopes.has(scopeKey(place)) && !wanted.some(isEvaluated);
  return tallyOf(isNothingToSay ? {} : { failed: [toPublishFailure(place, null, failure)] });
};

const publishWith = async (
  client: FindingsClient,
  at: Place & { wanted: readonly Finding[] },
  run: Run,
): Promise<PlaceTally> => {
  const { place, wanted } = at;
  const read = await client.held();
  if (!read.ok) return without(toUnheld(read.failure, at, run));
  const held = read.value.filter(({ owner }) => isAtHome(owner, place, run));
  const plan = reconcile(toReconcileInput({ held, wanted }, run));
  const report = await client.importFindings(sentBy(plan));
  return {
    ...toTally({ place, held, plan, report }),
    straysIn: held.length < read.value.length ? [place] : [],
  };
};

/** Brings one account and Region into step, all of it read first. */
export const publishPlace = async (
  at: Place & { wanted: readonly Finding[] },
  run: Run,
): Promise<PlaceTally> => {
  const { place, isNamed, wanted } = at;
  if (!isNamed && run.isLost(place)) return without(unpublished(place, 'out-of-scope', wanted));
  if (!run.hasTime()) return without(tallyOf({ failed: [toPublishFailure(place, null, noTime)] }));
  return withStore(place, run, (client) => publishWith(client, at, run));
};
