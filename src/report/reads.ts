import { everyOne } from '#model/coverage.ts';
import type { ScanResult } from '#model/result.ts';
import { type Scope, scopeKey } from '#model/scope.ts';

/** What the coverage of a result says of scopes, for those who compare two results. */
export type Reads = {
  /** Was the operation read completely in the scope? */
  isRead: (scope: Scope, operation: string) => boolean;
  /** Was anything of the scope read? */
  isSeen: (scope: Scope) => boolean;
  /** Was everything of the scope read? */
  isWhole: (scope: Scope) => boolean;
  /** Does the coverage tell of the scope at all: as read, as failed, or as left out with others? */
  isTold: (scope: Scope) => boolean;
};

/** The coverage of a result, by scope. */
export const toReads = ({ coverage }: Pick<ScanResult, 'coverage'>): Reads => {
  const byScope = new Map(coverage.scopes.map((scope) => [scopeKey(scope), scope]));
  return {
    isRead: (scope, operation) =>
      byScope
        .get(scopeKey(scope))
        ?.reads.some((read) => read.operation === operation && read.status === 'complete') ?? false,
    isSeen: (scope) => ['complete', 'partial'].includes(byScope.get(scopeKey(scope))?.status ?? ''),
    isWhole: (scope) => byScope.get(scopeKey(scope))?.status === 'complete',
    isTold: ({ accountId, region }) =>
      [
        { accountId, region },
        { accountId, region: everyOne },
        { accountId: everyOne, region },
      ].some((scope) => byScope.has(scopeKey(scope))),
  };
};

/** Scopes as a person reads them: `not read: 111122223333 us-west-2, 444455556666 us-east-1`. */
export const toldScopes = (scopes: readonly Scope[]): string => {
  const keys = [...new Set(scopes.map(({ accountId, region }) => `${accountId} ${region}`))].sort();
  const more = keys.length - 4;
  return `${keys.slice(0, 4).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};
