import pMap from 'p-map';
import type { PublishingConfig } from '#model/config-publishing.ts';
import type { Finding } from '#model/finding.ts';
import type { PublishSummary } from '#model/result.ts';
import { compareScopes, type Scope, scopeKey } from '#model/scope.ts';
import { isAboutReading, readsOf } from '#rules/registry.ts';
import type { Progress } from './ports.ts';
import { loadModeHistory, type ModeHistory, noHistory, saveModeHistory } from './publish/mode-history.ts';
import { type PlaceTally, publishPlace } from './publish/publish-place.ts';
import { publishSlices } from './publish/publish-slices.ts';
import type { Run } from './publish/run.ts';
import { archiveStrays, findStrays } from './publish/strays.ts';
import { mergeTallies, tallyOf } from './publish/tally.ts';

/** Accounts and Regions published to at once; Security Hub's own limits hold per account and Region. */
const scopesAtOnce = 10;

export type PublishOptions = Omit<Run, 'readsOf' | 'isAboutReading' | 'placeOf' | 'firstSeenBefore'> & {
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
const publishToCentre = async (
  { place, clearedAt }: { place: Scope; clearedAt: string | null },
  options: PublishOptions,
  run: Run,
): Promise<PlaceTally> => {
  const wanted = leaveForeign(options);
  const { documents } = run;
  if (documents === null) return publishPlace({ place, isNamed: true, wanted }, run);
  return { ...(await publishSlices({ place, wanted, documents, clearedAt }, run)), straysIn: [] };
};

/** Where the other mode of publishing may have left findings, but for where that is settled. */
const placesToSearch = (options: PublishOptions, { searched }: ModeHistory): Scope[] => {
  const { publishing, scopes, unreadScopes } = options;
  const { mode, central } = publishing;
  if (central === null) return [];
  if (mode === 'owner') return [central];
  return scopes.filter((scope) => {
    const key = scopeKey(scope);
    return key !== scopeKey(central) && !searched.has(key) && !unreadScopes.has(key);
  });
};

/** Where an owner's findings are kept. */
const placeOfMode =
  ({ mode, central }: PublishingConfig): Run['placeOf'] =>
  ({ accountId, region }) =>
    mode === 'central' && central !== null ? central : { accountId, region };

/** Owners' places are in use again in owner mode, and the central one is cleared. Null when there is no news. */
const historyAfter = (
  { publishing: { mode }, observedAt }: PublishOptions,
  before: ModeHistory,
  { settled, archived }: { settled: readonly Scope[]; archived: number },
): ModeHistory | null => {
  if (mode === 'owner') {
    if (before.searched.size === 0 && archived === 0) return null;
    return { searched: new Set(), clearedAt: archived > 0 ? observedAt : before.clearedAt };
  }
  if (settled.length === 0) return null;
  return { ...before, searched: new Set([...before.searched, ...settled.map(scopeKey)]) };
};

/** What is remembered of central publishing; null when there is nothing to ask, or it cannot be asked. */
const openMemory = async ({ publishing: { central: place }, documents, observedAt }: PublishOptions) => {
  if (documents === null || place === null) return null;
  const history = await loadModeHistory(documents, { place, now: observedAt });
  return history === null ? null : { documents, place, history };
};

const forgotten = 'the ledger could not be read: everything is read from Security Hub';

/**
 * Brings Security Hub into step: by owner and scope by scope, or all in one place. What the other mode left behind is
 * archived as soon as its like is active where findings are kept now (docs/findings.md).
 */
export const publish = async (options: PublishOptions): Promise<Published> => {
  const { publishing, findings, onProgress } = options;
  const { mode, central } = publishing;
  const memory = await openMemory(options);
  const history = memory?.history ?? noHistory;
  const unsearched: Run = {
    ...options,
    documents: memory?.documents ?? null,
    readsOf,
    isAboutReading,
    placeOf: placeOfMode(publishing),
    firstSeenBefore: new Map(),
  };
  const search = await findStrays(placesToSearch(options, history), unsearched);
  const run = { ...unsearched, firstSeenBefore: search.firstSeen };

  onProgress({ kind: 'publishing', scopes: mode === 'central' ? 1 : options.scopes.length });
  const tallies =
    mode === 'central' && central !== null
      ? [await publishToCentre({ place: central, clearedAt: history.clearedAt }, options, run)]
      : await publishToOwners(options, run);

  const { living } = mergeTallies(tallies);
  const wanted = new Set(findings.map(({ id }) => id));
  const places = [...search.places, ...tallies.flatMap(({ straysIn }) => straysIn)];
  const strays = await archiveStrays(places, { wanted, living }, run);
  const { summary: left } = mergeTallies(strays.tallies);
  const settled = [...search.settled, ...strays.settled];
  const after = historyAfter(options, history, { settled, archived: left.archived });
  if (memory !== null && after !== null) await saveModeHistory(memory.documents, memory.place, after);

  const isForgetful = memory === null && options.documents !== null && central !== null;
  const told = tallyOf({ notices: [...search.notices, ...(isForgetful ? [forgotten] : [])] });
  const { summary, firstSeen } = mergeTallies([...tallies, ...strays.tallies, told]);
  return { summary, firstSeen };
};
