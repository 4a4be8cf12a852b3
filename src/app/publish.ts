import pMap from 'p-map';
import type { PublishingConfig } from '#model/config-publishing.ts';
import type { Finding } from '#model/finding.ts';
import type { PublishSummary } from '#model/result.ts';
import { compareScopes, type Scope, scopeKey } from '#model/scope.ts';
import { readsOf } from '#rules/registry.ts';
import type { Progress } from './ports.ts';
import { type PlaceTally, publishPlace } from './publish/publish-place.ts';
import { publishSlices } from './publish/publish-slices.ts';
import type { Run } from './publish/run.ts';
import { createSettled } from './publish/settled.ts';
import { archiveStrays, findStrays } from './publish/strays.ts';
import { mergeTallies, type Tally, tallyOf } from './publish/tally.ts';

/** Accounts and Regions published to at once; Security Hub's own limits hold per account and Region. */
const scopesAtOnce = 10;

export type PublishOptions = Omit<Run, 'readsOf' | 'placeOf' | 'firstSeenBefore'> & {
  findings: readonly Finding[];
  /** The scopes to reconcile, also those without a finding: what they hold may have to be archived. */
  scopes: readonly Scope[];
  publishing: PublishingConfig;
  onProgress: (progress: Progress) => void;
};

/** What publishing did, and when each wanted finding was first seen. */
export type Published = { summary: PublishSummary; firstSeen: ReadonlyMap<string, string> };

/**
 * A finding whose owner is outside the accounts of this run is left alone: its own account's run, or one over the
 * organization, publishes it.
 */
const leaveForeign = ({ findings, scopes }: PublishOptions): Finding[] => {
  const accounts = new Set(scopes.map(({ accountId }) => accountId));
  return findings.map((finding) =>
    accounts.has(finding.accountId) ? finding : { ...finding, status: 'not-evaluated' },
  );
};

/**
 * Owner by owner: every scope of the run, and those of its accounts' findings; where nobody looks any more, findings
 * are told as not published.
 */
const publishToOwners = async (options: PublishOptions, run: Run): Promise<PlaceTally[]> => {
  const accounts = new Set(options.scopes.map(({ accountId }) => accountId));
  const wanted = Map.groupBy(
    options.findings.filter((finding) => accounts.has(finding.accountId) || run.isLost(finding)),
    scopeKey,
  );
  const places = new Map(options.scopes.map((scope) => [scopeKey(scope), scope]));
  for (const [key, [finding]] of wanted) {
    if (finding !== undefined) places.set(key, { accountId: finding.accountId, region: finding.region });
  }
  return pMap(
    [...places.values()].sort(compareScopes),
    (place) => publishPlace({ place, isNamed: false, wanted: wanted.get(scopeKey(place)) ?? [] }, run),
    // A mistake of ours in one scope is thrown, but only once the others have had their turn.
    { concurrency: scopesAtOnce, stopOnError: false },
  );
};

/** All in one place; from memory where there is one. */
const publishToCentre = async (place: Scope, options: PublishOptions, run: Run): Promise<PlaceTally> => {
  const wanted = leaveForeign(options);
  const { documents } = run;
  if (documents === null) return publishPlace({ place, isNamed: true, wanted }, run);
  return { ...(await publishSlices({ place, wanted, documents }, run)), straysIn: [] };
};

/** Where the other mode of publishing may have left findings, but for where that is settled. */
const placesToSearch = (options: PublishOptions, settled: ReadonlySet<string>): Scope[] => {
  const { publishing, scopes, unreadScopes } = options;
  const { mode, central } = publishing;
  if (central === null) return [];
  if (mode === 'owner') return [central];
  return scopes.filter((scope) => {
    const key = scopeKey(scope);
    return key !== scopeKey(central) && !settled.has(key) && !unreadScopes.has(key);
  });
};

/** Where an owner's findings are kept. */
const placeOfMode =
  ({ mode, central }: PublishingConfig): Run['placeOf'] =>
  ({ accountId, region }) =>
    mode === 'central' && central !== null ? central : { accountId, region };

/** What is remembered of the search: in owner mode nothing, since owners' places are in use again. */
const settledAfter = (
  { mode }: PublishingConfig,
  before: ReadonlySet<string>,
  now: readonly Scope[],
): ReadonlySet<string> => (mode === 'owner' ? new Set() : new Set([...before, ...now.map(scopeKey)]));

/**
 * Brings Security Hub into step: by owner and scope by scope, or all in one place. What the other mode left behind is
 * archived as soon as its like is active where findings are kept now (docs/findings.md).
 */
export const publish = async (options: PublishOptions): Promise<Published> => {
  const { publishing, documents, findings, onProgress } = options;
  const { mode, central } = publishing;
  const memory = documents === null || central === null ? null : createSettled(documents, central);
  const settled = (await memory?.load()) ?? new Set<string>();
  const unsearched: Run = {
    ...options,
    readsOf,
    placeOf: placeOfMode(publishing),
    firstSeenBefore: new Map(),
  };
  const search = await findStrays(placesToSearch(options, settled), unsearched);
  const run = { ...unsearched, firstSeenBefore: search.firstSeen };

  onProgress({ kind: 'publishing', scopes: mode === 'central' ? 1 : options.scopes.length });
  const tallies =
    mode === 'central' && central !== null
      ? [await publishToCentre(central, options, run)]
      : await publishToOwners(options, run);

  const { living } = mergeTallies(tallies);
  const wanted = new Set(findings.map(({ id }) => id));
  const places = [...search.places, ...tallies.flatMap(({ straysIn }) => straysIn)];
  const strays = await archiveStrays(places, { wanted, living }, run);
  const after = settledAfter(publishing, settled, [...search.settled, ...strays.settled]);
  if (memory !== null && after.size !== settled.size) await memory.save(after);

  const told: Tally = tallyOf({ notices: search.notices });
  const { summary, firstSeen } = mergeTallies([...tallies, ...strays.tallies, told]);
  return { summary, firstSeen };
};
