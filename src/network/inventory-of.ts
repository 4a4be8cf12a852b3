import type { Inventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import type { Network } from './network.ts';

/** What was read of a scope; undefined when it was not scanned, or nobody knows which it is. */
export const inventoryOf = (
  { inventories }: Pick<Network, 'inventories'>,
  scope: Scope | null,
): Inventory | undefined =>
  scope === null
    ? undefined
    : inventories.get(scope.accountId)?.find((one) => one.scope.region === scope.region)?.inventory;
