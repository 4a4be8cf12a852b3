import pMap from 'p-map';
import type { Failure, Outcome } from '#model/coverage.ts';
import type { Answer } from './read.ts';

/** Calls in flight at once for one read: EC2 lets 100 pass, then 20 a second for each action. */
const concurrency = 5;

/** Asks about each item, a few at once, and fails with the first that does. */
export const forEach = <Item, Value>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Value>,
): Promise<Value[]> => pMap(items, ask, { concurrency });

/** What became of items that stand alone: the values of those that were read, in order, and the first failure. */
export type Parts<Value> = { values: Value[]; failure: Failure | null };

/** Asks about each item, a few at once; one that fails does not lose the others. */
export const readParts = async <Item, Value>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Outcome<Value>>,
): Promise<Parts<Value>> => {
  const outcomes = await forEach(items, ask);
  return {
    values: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])),
    failure: outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]))[0] ?? null,
  };
};

/** The records of such parts; when each of them failed there is no list, not an empty one. */
export const toAnswer = ({ values, failure }: Parts<readonly unknown[]>): Answer => ({
  records: values.length === 0 && failure !== null ? null : values.flat(),
  failure,
  lacks: [],
});
