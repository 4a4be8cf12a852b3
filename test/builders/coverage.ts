import type { ScopeCoverage } from '#model/coverage.ts';
import { operations } from '#model/inventory.ts';
import type { ScanResult } from '#model/result.ts';
import type { Scope } from '#model/scope.ts';

type Read = ScopeCoverage['reads'][number];

/** A scope of which everything was read, but for some operations. */
export const aScopeCoverage = (scope: Scope, failed: readonly string[] = []): ScopeCoverage => {
  const reads = Object.values(operations)
    .toSorted()
    .map((operation): Read => {
      const isRead = !failed.includes(operation);
      return {
        operation,
        status: isRead ? 'complete' : 'failed',
        cause: isRead ? null : 'access-denied',
        by: isRead ? null : 'policy',
        code: null,
        message: null,
      };
    });
  const status = failed.length === 0 ? 'complete' : failed.length === reads.length ? 'failed' : 'partial';
  return { ...scope, status, because: null, reads };
};

/** The coverage of a run over these scopes. */
export const aCoverage = (scopes: readonly ScopeCoverage[]): ScanResult['coverage'] => ({
  complete: scopes.every(({ status }) => status === 'complete' || status === 'excluded'),
  scopes: [...scopes],
  suggestions: [],
});
