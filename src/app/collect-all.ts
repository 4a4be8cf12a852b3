import pMap from 'p-map';
import type { ScopedInventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import type { Progress, Source } from './ports.ts';

/** Scopes read at once: enough to hide latency, few enough for one process's sockets and memory. */
const scopesAtOnce = 20;

/**
 * Reads every scope, a bounded number at once, and hands each inventory to `take` as soon as it is there; only what
 * `take` returns is kept, in the order of the plan.
 */
export const collectAll = <T>(
  source: Source,
  scopes: readonly Scope[],
  {
    onProgress,
    take,
  }: { onProgress: (progress: Progress) => void; take: (read: ScopedInventory) => T | Promise<T> },
): Promise<T[]> => {
  let done = 0;
  return pMap(
    scopes,
    async (scope) => {
      const taken = await take({ scope, inventory: await source.read(scope) });
      done += 1;
      onProgress({ kind: 'scope-read', scope, done, total: scopes.length });
      return taken;
    },
    { concurrency: scopesAtOnce },
  );
};
