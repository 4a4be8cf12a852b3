import type { Outcome } from '#model/coverage.ts';
import { forEach } from './parts.ts';
import type { Lack } from './read.ts';

/** Adds to each record what a further operation tells of it. A record for which that fails is kept without. */
export const withAdditions = async <Item extends object>(
  records: readonly Item[],
  operation: string,
  add: (record: Item) => Promise<Outcome<object>>,
): Promise<{ records: object[]; lacks: Lack[] }> => {
  const added = await forEach(records, async (record) => ({
    record,
    outcome: await add(record),
  }));
  const failures = added.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.failure]));
  return {
    records: added.map(({ record, outcome }) => (outcome.ok ? { ...record, ...outcome.value } : record)),
    lacks: failures.slice(0, 1).map((failure) => ({ operation, failure })),
  };
};
