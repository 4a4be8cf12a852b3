import { type ReadCoverage, unread } from '#model/coverage.ts';
import { type Inventory, type InventoryKey, operations } from '#model/inventory.ts';
import { sortInventory } from '#model/sort-inventory.ts';
import { dependentOn } from './dependent-on.ts';
import type { Asking, Lack } from './read.ts';
import { reads } from './reads.ts';
import { joined, type Reading, runRead } from './run-read.ts';

/**
 * Reads one scope. Each read starts as soon as those it needs are done; a scope without endpoints, peerings and
 * endpoint services costs three calls. Never throws for what AWS answers: a read that failed has no key, and
 * `Coverage` says why.
 */
export const collectScope = async (asking: Asking): Promise<Inventory> => {
  const readings = new Map<InventoryKey, Promise<Reading>>();
  for (const read of reads) {
    const needed = read.needs.flatMap((key) => readings.get(key) ?? []);
    readings.set(read.key, runRead(read, asking, needed));
  }
  const done = await Promise.all(
    [...readings].map(async ([key, reading]) => ({ operation: operations[key], ...(await reading) })),
  );
  const inventory = joined(done);
  const coverage = done.flatMap(({ operation, lack, others }) => [
    ...(lack === null ? [] : [[operation, coverageOf(operation, lack)] as const]),
    ...others.map((other) => [other.operation, coverageOf(other.operation, other)] as const),
  ]);
  return sortInventory(
    coverage.length === 0 ? inventory : { ...inventory, Coverage: Object.fromEntries(coverage) },
  );
};

const coverageOf = (operation: string, lack: Lack): ReadCoverage =>
  lack.operation === operation ? unread(lack.failure) : dependentOn(lack);
