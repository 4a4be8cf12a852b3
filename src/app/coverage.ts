import type { IsComplete, ScopeCoverage } from '#model/coverage.ts';
import {
  coverageOf,
  furtherReads,
  type Inventory,
  type InventoryKey,
  operations,
  type ScopedInventory,
} from '#model/inventory.ts';
import type { ScanResult } from '#model/result.ts';
import { compareScopes, compareText, type Scope, scopeKey } from '#model/scope.ts';

type Read = ScopeCoverage['reads'][number];

const complete = (operation: string): Read => ({
  operation,
  status: 'complete',
  cause: null,
  code: null,
  message: null,
});

const readsOf = (inventory: Inventory): Read[] => {
  const told = inventory.Coverage ?? {};
  const keys = Object.keys(operations) as InventoryKey[];
  const byKey = keys.map((key): Read => {
    const coverage = coverageOf(inventory, key);
    if (coverage?.complete) return complete(operations[key]);
    return {
      operation: operations[key],
      status: 'failed',
      cause: coverage?.cause ?? null,
      code: coverage?.code ?? null,
      message: coverage?.message ?? (coverage === null ? 'not read' : null),
    };
  });
  const known = new Set<string>(Object.values(operations));
  const others = Object.entries(told)
    .filter(([operation]) => !known.has(operation))
    .map(([operation, { complete: isComplete, cause, code, message }]): Read => {
      if (isComplete) return complete(operation);
      return {
        operation,
        status: 'failed',
        cause: cause ?? null,
        code: code ?? null,
        message: message ?? null,
      };
    });
  return [...byKey, ...others].sort((a, b) => compareText(a.operation, b.operation));
};

const statusOf = (reads: readonly Read[]): ScopeCoverage['status'] => {
  if (reads.every(({ status }) => status === 'complete')) return 'complete';
  return reads.some(({ status }) => status === 'complete') ? 'partial' : 'failed';
};

/** What was read of a scope, every operation of the inventory told, read or not. */
export const toScopeCoverage = (scope: Scope, inventory: Inventory): ScopeCoverage => {
  const reads = readsOf(inventory);
  return { ...scope, status: statusOf(reads), reads };
};

/** What was read of all scopes, sorted; complete when each is, or was left out on purpose. */
export const toCoverage = (read: readonly ScopedInventory[]): ScanResult['coverage'] => {
  const scopes = read.map(({ scope, inventory }) => toScopeCoverage(scope, inventory)).sort(compareScopes);
  return {
    complete: scopes.every(({ status }) => status === 'complete' || status === 'excluded'),
    scopes,
  };
};

/** The operations of a scope that were read completely, with all that further reads add to them. */
const completeOperations = ({ reads }: ScopeCoverage): string[] => {
  const failed = reads.filter(({ status }) => status === 'failed').map(({ operation }) => operation);
  const notWhole = new Set([...failed, ...failed.flatMap((operation) => furtherReads[operation] ?? [])]);
  return reads.map(({ operation }) => operation).filter((operation) => !notWhole.has(operation));
};

/** Answers whether an operation was read completely in a scope; what was never planned was not. */
export const toIsComplete = (scopes: readonly ScopeCoverage[]): IsComplete => {
  const reads = new Set(
    scopes.flatMap((scope) =>
      completeOperations(scope).map((operation) => `${scopeKey(scope)} ${operation}`),
    ),
  );
  return (scope, operation) => reads.has(`${scopeKey(scope)} ${operation}`);
};
