import pMap from 'p-map';
import { type Cause, type Outcome, success } from '#model/coverage.ts';
import { compareScopes, type Scope, scopeKey } from '#model/scope.ts';
import type { FindingsClient } from '#securityhub/client.ts';
import { reconcileStrays } from '#securityhub/strays.ts';
import type { HeldFinding } from '#securityhub/types.ts';
import { noTime } from './no-time.ts';
import { isAtHome, type Run, withStore } from './run.ts';
import { type Tally, tallyOf, toPublishFailure } from './tally.ts';

/** Accounts and Regions looked through at once. */
const placesAtOnce = 10;

/** After one of these the next night would be answered the same. */
const lasting: ReadonlySet<Cause> = new Set(['access-denied', 'not-enabled', 'region-disabled']);

/** Active findings that are not kept in this place any more; null when there is no saying. */
const readStrays = async (
  client: FindingsClient,
  place: Scope,
  run: Run,
): Promise<Outcome<HeldFinding[]>> => {
  const read = await client.held({ isActive: true });
  return read.ok ? success(read.value.filter(({ owner }) => !isAtHome(owner, place, run))) : read;
};

/** What a search found: where, and when each of them was first seen. */
export type Found = {
  places: Scope[];
  firstSeen: ReadonlyMap<string, string>;
  /** Places that need not be searched again, since they hold none or will never tell. */
  settled: Scope[];
  notices: string[];
};

const noticeOf = (refusals: readonly Cause[]): string[] => {
  if (refusals.length === 0) return [];
  const counts = [...Map.groupBy(refusals, (cause) => cause)].map(([cause, all]) => `${cause} ${all.length}`);
  return [
    `findings of another publishing mode, if any, are left to expire in ${refusals.length} accounts and Regions whose Security Hub could not be read (${counts.sort().join(', ')})`,
  ];
};

/** Looks for what the other mode of publishing left. Only Ids and times are kept: there may be very many. */
export const findStrays = async (places: readonly Scope[], run: Run): Promise<Found> => {
  const searched = await pMap(
    places,
    async (place) => {
      if (!run.hasTime()) return null;
      const strays = await withStore(place, run, (client) => readStrays(client, place, run));
      return strays.ok
        ? { place, failure: null, found: strays.value.map(({ id, createdAt }) => [id, createdAt] as const) }
        : { place, failure: strays.failure.cause, found: [] };
    },
    { concurrency: placesAtOnce, stopOnError: false },
  );
  const told = searched.filter((search) => search !== null);
  const isSettled = ({ failure, found }: (typeof told)[number]): boolean =>
    failure === null ? found.length === 0 : lasting.has(failure);
  return {
    places: told.filter(({ found }) => found.length > 0).map(({ place }) => place),
    firstSeen: new Map(told.flatMap(({ found }) => found)),
    settled: told.filter(isSettled).map(({ place }) => place),
    // Security Hub that is off holds nothing.
    notices: noticeOf(
      told.flatMap(({ failure }) => (failure === null || failure === 'not-enabled' ? [] : failure)),
    ),
  };
};

/** What this run wants, and what is active where it is kept. */
export type Standing = { wanted: ReadonlySet<string>; living: ReadonlySet<string> };

type Archived = { tally: Tally; isSettled: boolean };

const archiveIn = async (
  client: FindingsClient,
  place: Scope,
  { standing: { wanted, living }, run }: { standing: Standing; run: Run },
): Promise<Archived> => {
  const strays = await readStrays(client, place, run);
  if (!strays.ok) {
    const failed = [toPublishFailure(place, null, strays.failure)];
    return { tally: tallyOf({ failed }), isSettled: false };
  }
  const plan = reconcileStrays({ ...run, strays: strays.value, wanted, isLiving: (id) => living.has(id) });
  const { imported, failed } = await client.importFindings(plan.archive);
  const tally = tallyOf({
    archived: imported.length,
    kept: plan.kept.length,
    orphaned: plan.orphaned.length,
    failed: failed.map(({ findingId, failure }) => toPublishFailure(place, findingId, failure)),
  });
  return { tally, isSettled: imported.length === strays.value.length };
};

/** Archives what was left, wherever it has its like where it is kept now or is disproved. */
export const archiveStrays = async (
  places: readonly Scope[],
  standing: Standing,
  run: Run,
): Promise<{ tallies: Tally[]; settled: Scope[] }> => {
  const unique = [...new Map(places.map((place) => [scopeKey(place), place])).values()].sort(compareScopes);
  const done = await pMap(
    unique,
    async (place) => ({
      place,
      ...(run.hasTime()
        ? await withStore(place, run, (client) => archiveIn(client, place, { standing, run }))
        : { tally: tallyOf({ failed: [toPublishFailure(place, null, noTime)] }), isSettled: false }),
    }),
    {
      concurrency: placesAtOnce,
      stopOnError: false,
    },
  );
  return {
    tallies: done.map(({ tally }) => tally),
    settled: done.filter(({ isSettled }) => isSettled).map(({ place }) => place),
  };
};
