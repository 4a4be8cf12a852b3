import type { ScopeCoverage } from '#model/coverage.ts';
import type { ObservedDocument } from './documents.ts';
import type { Observed } from './observed.ts';

/** Numbers lists of reads, equal ones alike. */
const createNumbering = () => {
  const lists: ScopeCoverage['reads'][] = [];
  const byIdentity = new Map<ScopeCoverage['reads'], number>();
  const byText = new Map<string, number>();
  const add = (reads: ScopeCoverage['reads']): number => {
    const text = JSON.stringify(reads);
    const known = byText.get(text);
    if (known !== undefined) return known;
    byText.set(text, lists.length);
    return lists.push(reads) - 1;
  };
  return {
    lists,
    numberOf: (reads: ScopeCoverage['reads']): number => {
      const number = byIdentity.get(reads) ?? add(reads);
      byIdentity.set(reads, number);
      return number;
    },
  };
};

/** For the store. */
export const packObserved = ({ coverage, listings }: Observed): ObservedDocument => {
  const { lists, numberOf } = createNumbering();
  const scopes = coverage.scopes.map(
    ({ accountId, region, status, because, reads }): ObservedDocument['scopes'][number] => [
      accountId,
      region,
      status,
      because,
      numberOf(reads),
    ],
  );
  const { complete, suggestions } = coverage;
  return { schemaVersion: 1, complete, suggestions, reads: lists, scopes, listings };
};

/** From the store; scopes that were read alike share their `reads`. */
export const unpackObserved = ({
  complete,
  suggestions,
  reads,
  scopes,
  listings,
}: ObservedDocument): Observed => ({
  coverage: {
    complete,
    scopes: scopes.map(([accountId, region, status, because, number]) => ({
      accountId,
      region,
      status,
      because,
      reads: reads[number] ?? [],
    })),
    suggestions,
  },
  listings,
});
