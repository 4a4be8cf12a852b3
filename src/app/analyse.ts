import { findPaths } from '#classify/find-paths.ts';
import type { Account } from '#model/account.ts';
import type { Config } from '#model/config.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import { joinInventories } from '#network/join.ts';
import type { Network } from '#network/network.ts';

/** What the facts mean: the network they join into, and its paths. */
export type Analysis = { network: Network; paths: ConnectionPath[] };

/** Pure: the same inventories and configuration, the same analysis. */
export const analyse = (
  facts: { accounts: Account[]; inventories: ScopedInventory[] },
  config: Config,
): Analysis => {
  const network = joinInventories(facts);
  return { network, paths: findPaths(network, config) };
};
