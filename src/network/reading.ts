import type { ConnectionPath } from '#model/path.ts';

export type UnknownReason = NonNullable<ConnectionPath['unknownReason']>;

/** Something that is not known, in words, and which kind of not knowing it is. */
export type Gap = { reason: UnknownReason; text: string };

/** The gap that a read would close, e.g. `DescribeRouteTables in 111122223333/us-west-2`. */
export const unread = (read: string): Gap => ({ reason: 'not-read', text: `Not read: ${read}` });

/** A gap that no read would close: the records do not say, or say two things. */
export const unclear = (text: string): Gap => ({ reason: 'not-modelled', text });

/** A fact about the network, or why it is not known. */
export type Reading<T> = { isKnown: true; value: T } | { isKnown: false; gap: Gap };

export const known = <T>(value: T): Reading<T> => ({ isKnown: true, value });
export const missing = <T = never>(gap: Gap): Reading<T> => ({ isKnown: false, gap });

/** What follows from a fact; what is missing stays missing. */
export const mapReading = <A, B>(reading: Reading<A>, change: (value: A) => B): Reading<B> =>
  reading.isKnown ? known(change(reading.value)) : reading;

/** What is found by a key, as in a Map. */
export type Lookup<T> = Pick<ReadonlyMap<string, T>, 'get'>;

/** A record by its key; one that a filtered read did not return is missing, not absent. */
export const lookUp = <T>(records: Reading<Lookup<T>>, key: string, read: string): Reading<T> => {
  if (!records.isKnown) return records;
  const record = records.value.get(key);
  return record === undefined ? missing(unread(`${key}, which is not in ${read}`)) : known(record);
};
