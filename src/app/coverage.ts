import type { IsComplete, ReadCoverage, ScopeCoverage } from '#model/coverage.ts';
import {
  coverageOf,
  furtherReads,
  type Inventory,
  type InventoryKey,
  operations,
  sideReads,
} from '#model/inventory.ts';
import type { ScanResult } from '#model/result.ts';
import { compareScopes, compareText, type Scope } from '#model/scope.ts';
import { oncePer } from '#network/once-per.ts';
import type { Excluded } from './ports.ts';
import { suggestExclusions } from './suggest-exclusions.ts';

type Read = ScopeCoverage['reads'][number];

const complete = (operation: string): Read =>
  Object.freeze({ operation, status: 'complete', cause: null, by: null, code: null, message: null });

const failedRead = (operation: string, coverage: ReadCoverage | null): Read => ({
  operation,
  status: 'failed',
  cause: coverage?.cause ?? null,
  by: coverage?.by ?? null,
  code: coverage?.code ?? null,
  message: coverage?.message ?? (coverage === null ? 'not read' : null),
});

/** One for all scopes: most reads of most scopes are complete. */
const completeReads = new Map<string, Read>(
  Object.values(operations).map((operation) => [operation, complete(operation)]),
);

const byOperation = (a: Read, b: Read): number => compareText(a.operation, b.operation);

const toRead = (operation: string, coverage: ReadCoverage | null): Read =>
  coverage?.complete === true
    ? (completeReads.get(operation) ?? complete(operation))
    : failedRead(operation, coverage);

const readsOf = (inventory: Inventory): Read[] => {
  const keys = Object.keys(operations) as InventoryKey[];
  const byKey = keys.map((key) => toRead(operations[key], coverageOf(inventory, key)));
  const others = Object.entries(inventory.Coverage ?? {})
    .filter(([operation]) => !completeReads.has(operation))
    .map(([operation, coverage]) => toRead(operation, coverage));
  return [...byKey, ...others].sort(byOperation);
};

const statusOf = (reads: readonly Read[]): ScopeCoverage['status'] => {
  if (reads.every(({ status }) => status === 'complete')) return 'complete';
  return reads.some(({ status }) => status === 'complete') ? 'partial' : 'failed';
};

/** What is told of most scopes: every operation read completely. */
const wholeReads: Read[] = [...completeReads.values()].sort(byOperation);

/** One list for all scopes that were read whole. */
const shareReads = (reads: Read[]): Read[] =>
  reads.length === wholeReads.length && reads.every((read, place) => read === wholeReads[place])
    ? wholeReads
    : reads;

type Told = Pick<ScopeCoverage, 'status' | 'reads'>;

/** What was told of an inventory, for the many scopes that share one. */
const told = new WeakMap<Inventory, Told>();

const tell = (inventory: Inventory): Told => {
  const known = told.get(inventory);
  if (known !== undefined) return known;
  const reads = shareReads(readsOf(inventory));
  const fresh = { status: statusOf(reads), reads };
  told.set(inventory, fresh);
  return fresh;
};

/** What was read of a scope, every operation of the inventory told, read or not. Scopes of one inventory share its `reads`. */
export const toScopeCoverage = ({ accountId, region }: Scope, inventory: Inventory): ScopeCoverage => {
  const { status, reads } = tell(inventory);
  return { accountId, region, status, because: null, reads };
};

const nothing: Read[] = [];

const toExcluded = ({ accountId, region, because }: Excluded): ScopeCoverage => ({
  accountId,
  region,
  status: 'excluded',
  because,
  reads: nothing,
});

/** What was read of all scopes and what was left out, sorted; complete when each scope that was to be read is. */
export const toCoverage = (
  read: readonly ScopeCoverage[],
  { excluded }: { excluded: readonly Excluded[] },
): ScanResult['coverage'] => {
  const scopes = [...read, ...excluded.map(toExcluded)].sort(compareScopes);
  return {
    complete: scopes.every(({ status }) => status === 'complete' || status === 'excluded'),
    scopes,
    suggestions: suggestExclusions(read),
  };
};

/**
 * The operations that were read completely, with all that further reads add to them; also those that only tell more of
 * what another listed, which coverage tells of when they failed.
 */
const completeOperations = (reads: readonly Read[]): ReadonlySet<string> => {
  const failed = reads.filter(({ status }) => status === 'failed').map(({ operation }) => operation);
  const notWhole = new Set([...failed, ...failed.flatMap((operation) => furtherReads[operation] ?? [])]);
  const whole = new Set(
    reads.map(({ operation }) => operation).filter((operation) => !notWhole.has(operation)),
  );
  const beside = Object.entries(sideReads).filter(([side, list]) => whole.has(list) && !notWhole.has(side));
  return new Set([...whole, ...beside.map(([side]) => side)]);
};

/**
 * Answers whether an operation was read completely in a scope; what was never planned was not. Asked very often: no key is
 * made for a question. An account's few Regions are looked through, as a Map of them would take five times the memory.
 */
export const toIsComplete = (scopes: readonly ScopeCoverage[]): IsComplete => {
  const wholeIn = oncePer(completeOperations);
  const byAccount = Map.groupBy(scopes, ({ accountId }) => accountId);
  return ({ accountId, region }, operation) => {
    const scope = byAccount.get(accountId)?.find((one) => one.region === region);
    return scope !== undefined && wholeIn(scope.reads).has(operation);
  };
};
