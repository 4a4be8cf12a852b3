import { type Scope, scopeKey } from '#model/scope.ts';
import { loadModeHistory, saveModeHistory } from './mode-history.ts';
import { type Given, toRun } from './run.ts';
import type { Search } from './search-strays.ts';
import { archiveStrays, type Standing } from './strays.ts';
import { mergeTallies, type Tally, tallyOf } from './tally.ts';

export type ClearStrays = Standing & {
  search: Pick<Search, 'places' | 'settled' | 'untouched' | 'isRemembered'>;
  /** Where more of them were met since. */
  straysIn: readonly Scope[];
};

/** Where what the other mode left may be archived. */
export const placesToClear = ({
  search,
  straysIn,
}: {
  search: Pick<Search, 'places' | 'untouched'>;
  straysIn: readonly Scope[];
}): Scope[] => {
  const { places, untouched } = search;
  const isTouched = (place: Scope): boolean => untouched === null || scopeKey(place) !== scopeKey(untouched);
  return [...places, ...straysIn].filter(isTouched);
};

const unwritten = 'where owners hold nothing any more could not be written down: it is searched again';

/** Remembers, in central mode, where nothing is left to be found. */
const rememberSettled = async (
  { publishing: { mode, central }, documents, observedAt }: Given,
  settled: readonly Scope[],
): Promise<Tally> => {
  const isNews = settled.length > 0 && mode === 'central';
  if (!isNews || documents === null || central === null) return tallyOf({});
  const history = await loadModeHistory(documents, { place: central, now: observedAt });
  const isWritten =
    history !== null &&
    (await saveModeHistory(documents, central, {
      ...history,
      searched: new Set([...history.searched, ...settled.map(scopeKey)]),
    }));
  return tallyOf(isWritten ? {} : { notices: [unwritten] });
};

/** Archives what the other mode of publishing left, wherever it has its like where it is kept now or is disproved. */
export const clearStrays = async (asked: ClearStrays, given: Given): Promise<Tally> => {
  const strays = await archiveStrays(placesToClear(asked), asked, toRun(given));
  // Where the ledger could not be asked that is told already, and all is searched again anyway.
  const settled = asked.search.isRemembered ? [...asked.search.settled, ...strays.settled] : [];
  return mergeTallies([...strays.tallies, await rememberSettled(given, settled)]);
};
