import type { Filter } from './filter.ts';
import { classNames, severityNames, statusNames, verdictNames } from './words.ts';

export const views = ['paths', 'findings'] as const;
export type View = (typeof views)[number];

export type Sort = { column: string; isDescending: boolean };

/** What the reader looks at: all of it is in the address, so that a link shows another reader the same. */
export type State = {
  view: View;
  filter: Filter;
  /** Null is the order of interest. */
  sort: Sort | null;
  /** From 1. */
  page: number;
  opened: { kind: 'path' | 'finding'; id: string } | null;
};

export const initial: State = { view: 'paths', filter: {}, sort: null, page: 1, opened: null };

const places = ['text', 'from', 'to', 'region', 'accountId', 'rule'] as const;

const chosen = <T extends string>(value: string | null, names: Readonly<Record<T, string>>): T | undefined =>
  value !== null && Object.hasOwn(names, value) ? (value as T) : undefined;

const readFilter = (fields: URLSearchParams): Filter => {
  const told: Record<string, string | undefined> = {
    class: chosen(fields.get('class'), classNames),
    verdict: chosen(fields.get('verdict'), verdictNames),
    severity: chosen(fields.get('severity'), severityNames),
    status: chosen(fields.get('status'), statusNames),
    ...Object.fromEntries(places.map((key) => [key, fields.get(key) || undefined])),
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
};

const readSort = (text: string | null): Sort | null =>
  text === null || text === '' || text === '-'
    ? null
    : { column: text.replace(/^-/, ''), isDescending: text.startsWith('-') };

const readOpened = (fields: URLSearchParams): State['opened'] => {
  for (const kind of ['finding', 'path'] as const) {
    const id = fields.get(kind);
    if (id !== null && id !== '') return { kind, id };
  }
  return null;
};

/** The state that an address's fragment tells; what it does not know is left out. */
export const fromHash = (hash: string): State => {
  const fields = new URLSearchParams(hash.replace(/^#\/?/, ''));
  const page = Number(fields.get('page') ?? 1);
  return {
    view: fields.get('view') === 'findings' ? 'findings' : 'paths',
    filter: readFilter(fields),
    sort: readSort(fields.get('sort')),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    opened: readOpened(fields),
  };
};

/**
 * The fragment that tells a state, `#/view=findings&severity=high`; what is as it is at first is not told. With the
 * stroke, as routers write it: no element is meant, nor the top of the page.
 */
export const toHash = ({ view, filter, sort, page, opened }: State): string => {
  const fields = new URLSearchParams({
    ...(view === initial.view ? {} : { view }),
    ...filter,
    ...(sort === null ? {} : { sort: `${sort.isDescending ? '-' : ''}${sort.column}` }),
    ...(page === 1 ? {} : { page: String(page) }),
    ...(opened === null ? {} : { [opened.kind]: opened.id }),
  });
  return `#/${fields}`;
};

/** The state with another filter: from the first page again, with nothing opened. */
export const withFilter = (state: State, filter: Filter): State => ({
  ...state,
  filter,
  page: 1,
  opened: null,
});

/** The filter with one key set, or lifted where the value is empty. */
export const setFilter = (filter: Filter, key: keyof Filter, value: string): Filter => {
  const { [key]: _, ...others } = filter;
  return value === '' ? others : { ...others, [key]: value };
};
