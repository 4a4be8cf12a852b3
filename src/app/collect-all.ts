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

const at = (scopes: readonly Scope[], place: number): Scope => scopes[place] as Scope;

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
  // By their place in the plan, which needs no Map of a hundred thousand.
  const order = createFairOrder([...scopes.keys()], (place) => at(scopes, place).accountId, scopesAtOnce);
  const taken: T[] = [];
  let done = 0;
  await pMap(
    order.items,
    async (place) => {
      const scope = at(scopes, place);
      const inventory = share(await source.read(scope));
      signal?.throwIfAborted();
      taken[place] = await take({ scope, inventory });
      order.done(place);
      done += 1;
      const { status } = toScopeCoverage(scope, inventory);
      onProgress({ kind: 'scope-read', scope, status, done, total: scopes.length });
    },
    { concurrency: scopesAtOnce, ...(signal === undefined ? {} : { signal }) },
  );
  return taken;
};
