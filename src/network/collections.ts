import { compareText } from '#model/scope.ts';

/** A Map whose keys are in code-unit order, whatever the order of `entries`. */
export const sortedMap = <T>(entries: Iterable<readonly [string, T]>): ReadonlyMap<string, T> =>
  new Map([...entries].sort(([a], [b]) => compareText(a, b)));

/** `items` by key, in one pass. */
export const groupBy = <T>(items: Iterable<T>, keyOf: (item: T) => string): ReadonlyMap<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
};

/** The least of the texts that are there, so that the order they came in decides nothing. */
export const leastText = (texts: readonly (string | null)[]): string | null =>
  texts.reduce((least, text) => (text !== null && (least === null || text < least) ? text : least), null);

/** One of several records of the same thing: the least as text, so that their order decides nothing. */
export const leastRecord = <T>(a: T, b: T): T => (a !== b && JSON.stringify(b) < JSON.stringify(a) ? b : a);
