import pMap from 'p-map';
import type { ScopedInventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import { toScopeCoverage } from './coverage.ts';
import { createFairOrder } from './fair-order.ts';
import type { Progress, Source } from './ports.ts';
import { createSharing } from './sharing.ts';

/**
 * Scopes read at once. Each begins with three calls, so these keep as many on their way as may be; more only wait in line,
 * where calls that were spaced for AWS's rates bunch up again.
 */
const scopesAtOnce = 25;

type CollectOptions<T> = {
  onProgress: (progress: Progress) => void;
  take: (read: ScopedInventory) => T | Promise<T>;
  /** Once aborted, nothing more is begun and the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
};

/**
 * Reads every scope, a bounded number at once, no account at another's expense, and hands each inventory to `take` as
 * soon as it is there; only what `take` returns is kept, in the order of the plan.
 */
export const collectAll = async <T>(
  source: Source,
  scopes: readonly Scope[],
  { onProgress, take, signal }: CollectOptions<T>,
): Promise<T[]> => {
  const share = createSharing();
  const order = createFairOrder(scopes, ({ accountId }) => accountId, scopesAtOnce);
  const taken = new Map<Scope, T>();
  await pMap(
    order.items,
    async (scope) => {
      const inventory = share(await source.read(scope));
      signal?.throwIfAborted();
      taken.set(scope, await take({ scope, inventory }));
      order.done(scope);
      const { status } = toScopeCoverage(scope, inventory);
      onProgress({ kind: 'scope-read', scope, status, done: taken.size, total: scopes.length });
    },
    { concurrency: scopesAtOnce, ...(signal === undefined ? {} : { signal }) },
  );
  return scopes.map((scope) => taken.get(scope) as T);
};
