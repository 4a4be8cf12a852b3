import type { Report } from './report.ts';
import { initial, type State, toHash } from './state.ts';

/** `isStep: false` leaves no step to come back to, as for each letter of a search; `show` is the ID of what to look at. */
export type GoOptions = { isStep?: boolean; show?: string };

/** What every part of the page is drawn from, and how it leads elsewhere. */
export type View = {
  report: Report;
  state: State;
  go: (state: State, options?: GoOptions) => void;
};

/** The element that a link to rows has the reader look at. */
export const resultsId = 'results';

/** The address of a path or finding, over what is there now. */
export const linkTo = (state: State, kind: 'path' | 'finding', id: string): string =>
  toHash({ ...state, opened: { kind, id } });

/** The address of the rows that a filter leaves. */
export const linkToRows = (view: State['view'], filter: State['filter']): string =>
  toHash({ ...initial, view, filter });

/** An account as a person calls it, its ID where nobody told a name. */
export const accountOf = ({ accountNames }: Report, accountId: string): string =>
  accountNames.get(accountId) ?? accountId;

/** The same with its ID. */
export const wholeAccountOf = ({ accountNames }: Report, accountId: string): string => {
  const name = accountNames.get(accountId);
  return name === undefined ? accountId : `${name} (${accountId})`;
};
