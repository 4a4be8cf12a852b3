import type { Failure } from '#model/coverage.ts';
import type { PublishFailure } from '#model/result.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { loadModeHistory, type ModeHistory, noHistory, saveModeHistory } from './mode-history.ts';
import { type Given, toRun } from './run.ts';
import { type Found, findStrays } from './strays.ts';
import { toPublishFailure } from './tally.ts';

/** What is known before anything is sent of findings that the other mode of publishing left. */
export type Search = Found & {
  /** What the ledger remembers from before this time counts for nothing. */
  clearedAt: string | null;
  /** Can what is remembered of the place of central findings be asked? */
  isRemembered: boolean;
  /** The place of central findings, unless its ledger was told that it is about to be cleared: it is left as it is. */
  untouched: Scope | null;
  failed: PublishFailure[];
};

/** Where the other mode of publishing may have left findings, but for where that is settled. */
const placesToSearch = ({ publishing, scopes, unreadScopes }: Given, { searched }: ModeHistory): Scope[] => {
  const { mode, central } = publishing;
  if (central === null) return [];
  if (mode === 'owner') return [central];
  return scopes.filter((scope) => {
    const key = scopeKey(scope);
    return key !== scopeKey(central) && !searched.has(key) && !unreadScopes.has(key);
  });
};

/** What is remembered of central publishing; null when there is nothing to ask, or it cannot be asked. */
const historyOf = async ({ publishing, documents, observedAt }: Given): Promise<ModeHistory | null> =>
  documents === null || publishing.central === null
    ? null
    : loadModeHistory(documents, { place: publishing.central, now: observedAt });

/**
 * Writes down, before anything is sent, that owners' places are in use again, and that the central one is about to be
 * cleared: whoever dies on the way leaves a ledger that counts for nothing. Answers whether that is known.
 */
const rememberOwnerMode = async (
  { publishing: { mode, central }, documents, observedAt }: Given,
  { history, isClearing }: { history: ModeHistory | null; isClearing: boolean },
): Promise<boolean> => {
  if (mode !== 'owner' || documents === null || central === null) return true;
  const isNews = isClearing || history === null || history.searched.size > 0;
  if (!isNews) return true;
  const clearedAt = isClearing || history === null ? observedAt : history.clearedAt;
  return saveModeHistory(documents, central, { searched: new Set(), clearedAt });
};

const forgotten = 'the ledger could not be read: everything is read from Security Hub';
const unwritten =
  'the ledger could not be told of the change to owner mode: should the mode be changed back before a run can, findings may stay active in two places';

const uncleared: Failure = {
  cause: 'unknown',
  code: null,
  message:
    'what central publishing left is not archived, because its ledger could not be written: it would go on telling of it',
};

/** Looks for what the other mode of publishing left, as far as it is not known that there is nothing. */
export const searchStrays = async (given: Given): Promise<Search> => {
  const { publishing, documents } = given;
  const { central } = publishing;
  const history = await historyOf(given);
  const found = await findStrays(placesToSearch(given, history ?? noHistory), toRun(given));
  const isClearing = found.places.length > 0;
  const isWritten = await rememberOwnerMode(given, { history, isClearing });
  const isForgetful = history === null && documents !== null && central !== null;
  const notices = [
    ...found.notices,
    ...(isForgetful ? [forgotten] : []),
    ...(isWritten || isClearing ? [] : [unwritten]),
  ];
  const hasLedger = publishing.mode === 'owner' && documents !== null;
  const untouched = hasLedger && !(isClearing && isWritten) ? central : null;
  return {
    ...found,
    notices,
    clearedAt: history?.clearedAt ?? null,
    isRemembered: history !== null,
    untouched,
    failed: untouched !== null && isClearing ? [toPublishFailure(untouched, null, uncleared)] : [],
  };
};
