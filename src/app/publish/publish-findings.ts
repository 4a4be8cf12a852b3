import pMap from 'p-map';
import type { Finding } from '#model/finding.ts';
import { compareScopes, type Scope, scopeKey } from '#model/scope.ts';
import { publishPlace } from './publish-place.ts';
import { publishSlices } from './publish-slices.ts';
import { type Given, type Run, toRun } from './run.ts';
import type { Search } from './search-strays.ts';
import { mergeTallies, type Tally } from './tally.ts';

/** Accounts and Regions published to at once; Security Hub's own limits hold per account and Region. */
const scopesAtOnce = 10;

export type PublishFindings = {
  findings: readonly Finding[];
  search: Pick<Search, 'firstSeen' | 'clearedAt' | 'isRemembered'>;
  /** Of the place of central findings these alone; without, all. */
  slices?: readonly number[];
};

/** What was done; where findings of the other mode of publishing were met; the slices that there was no time for. */
export type FindingsPublished = { tally: Tally; straysIn: Scope[]; left: number[] };

/**
 * A finding whose owner is outside the accounts of this run is left alone: its own account's run, or one over the
 * organization, publishes it.
 */
const leaveForeign = (findings: readonly Finding[], scopes: readonly Scope[]): Finding[] => {
  const accounts = new Set(scopes.map(({ accountId }) => accountId));
  return findings.map((finding) =>
    accounts.has(finding.accountId) ? finding : { ...finding, status: 'not-evaluated' },
  );
};

/**
 * Owner by owner: every scope of the run, and those of its accounts' findings; where nobody looks any more, findings
 * are told as not published.
 */
const publishToOwners = async (findings: readonly Finding[], run: Run): Promise<FindingsPublished> => {
  const accounts = new Set(run.scopes.map(({ accountId }) => accountId));
  const wanted = Map.groupBy(
    findings.filter((finding) => accounts.has(finding.accountId) || run.isLost(finding)),
    scopeKey,
  );
  const places = new Map(run.scopes.map((scope) => [scopeKey(scope), scope]));
  for (const [key, [finding]] of wanted) {
    if (finding !== undefined) places.set(key, { accountId: finding.accountId, region: finding.region });
  }
  const tallies = await pMap(
    [...places.values()].sort(compareScopes),
    (place) => publishPlace({ place, isNamed: false, wanted: wanted.get(scopeKey(place)) ?? [] }, run),
    // A mistake of ours in one scope is thrown, but only once the others have had their turn.
    { concurrency: scopesAtOnce, stopOnError: false },
  );
  return { tally: mergeTallies(tallies), straysIn: tallies.flatMap(({ straysIn }) => straysIn), left: [] };
};

/** All in one place; from memory where there is one. */
const publishToCentre = async (
  place: Scope,
  { findings, search, slices }: PublishFindings,
  run: Run,
): Promise<FindingsPublished> => {
  const wanted = leaveForeign(findings, run.scopes);
  const { documents } = run;
  if (documents === null || !search.isRemembered) {
    const { straysIn, ...tally } = await publishPlace({ place, isNamed: true, wanted }, run);
    return { tally, straysIn, left: [] };
  }
  const { clearedAt } = search;
  const { left, ...tally } = await publishSlices({ place, wanted, documents, clearedAt, slices }, run);
  return { tally, straysIn: [], left };
};

/** Brings what is held where findings are kept into step with what is wanted. */
export const publishFindings = (asked: PublishFindings, given: Given): Promise<FindingsPublished> => {
  const { mode, central } = given.publishing;
  const run = toRun(given, asked.search.firstSeen);
  return mode === 'central' && central !== null
    ? publishToCentre(central, asked, run)
    : publishToOwners(asked.findings, run);
};
