import { attempt } from '#aws/attempt.ts';
import { malformedField } from '#aws/malformed-response.ts';
import type { Failure } from '#model/coverage.ts';
import { type Inventory, inventorySchema, operations } from '#model/inventory.ts';
import { isHopeless } from './is-hopeless.ts';
import type { Asking, Lack, Read } from './read.ts';

/** What a read left behind. */
export type Reading = {
  /** The inventory with this read's key alone, or empty when there is no list. */
  inventory: Inventory;
  /** The operation at fault when the list is missing or not whole: the read's own, or one whose list it needed. */
  lack: Lack | null;
  /** Other operations that failed while the list itself is whole. */
  others: readonly Lack[];
};

/**
 * Runs a read once those it needs are done. When one of these failed, what is known is still asked for, but the
 * result is not whole, and an empty list that rests on it is left out: it would prove nothing. Where nothing more can
 * be read of the scope, nothing more is asked; nor where all that it needs are whole lists of nothing.
 */
export const runRead = async (
  read: Read,
  asking: Asking,
  needed: readonly Promise<Reading>[],
): Promise<Reading> => {
  const given = await Promise.all(needed);
  if (given.length > 0 && given.every((reading) => namesNothing(reading))) return nothingOf(read);
  const known = joined(given);
  const inherited = given.find(({ lack }) => lack !== null)?.lack ?? null;
  if (inherited !== null && isHopeless(inherited.failure)) {
    return { inventory: {}, lack: inherited, others: [] };
  }

  const outcome = await attempt(async () => {
    const answer = await read.ask(asking, known);
    return { ...answer, inventory: answer.records === null ? {} : validated(read, answer.records) };
  });
  if (!outcome.ok) return { inventory: {}, lack: lackOf(read, outcome.failure), others: [] };
  const { inventory, records, failure, lacks } = outcome.value;
  const lack = failure === null ? inherited : lackOf(read, failure);
  return { inventory: lack !== null && records?.length === 0 ? {} : inventory, lack, others: lacks };
};

/** A whole list of nothing: what rests on such lists alone asks nothing, and is whole and empty itself. */
const namesNothing = ({ inventory, lack, others }: Reading): boolean =>
  lack === null && others.length === 0 && isEmpty(Object.values(inventory)[0]);

const isEmpty = (list: unknown): boolean => Array.isArray(list) && list.length === 0;

const nothingOf = ({ key }: Read): Reading => ({ inventory: { [key]: [] }, lack: null, others: [] });

/** The keys that several reads left, in one inventory. */
export const joined = (readings: readonly Reading[]): Inventory =>
  Object.fromEntries(readings.flatMap(({ inventory }) => Object.entries(inventory)));

const lackOf = ({ key }: Read, failure: Failure): Lack => ({ operation: operations[key], failure });

/** The records as JSON holds them (dates as ISO strings), once they have the form that everybody else relies on. */
const validated = ({ key }: Read, records: readonly unknown[]): Inventory => {
  if (records.length === 0) return { [key]: [] };
  const json: unknown = JSON.parse(JSON.stringify({ [key]: records }));
  const parsed = inventorySchema.safeParse(json);
  if (!parsed.success) throw malformedField(operations[key], parsed.error);
  return parsed.data;
};
