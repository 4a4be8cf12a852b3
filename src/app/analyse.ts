import { findPaths } from '#classify/find-paths.ts';
import type { Account } from '#model/account.ts';
import type { Config } from '#model/config.ts';
import type { Finding } from '#model/finding.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import { joinInventories } from '#network/join.ts';
import type { Network } from '#network/network.ts';
import { evaluateRules } from '#rules/registry.ts';

/** What the facts mean: the network they join into, its paths, and the findings of every rule. */
export type Analysis = { network: Network; paths: ConnectionPath[]; findings: Finding[] };

/** Pure: the same inventories and configuration, the same analysis. */
export const analyse = (
  facts: { accounts: Account[]; inventories: ScopedInventory[] },
  config: Config,
): Analysis => {
  const network = joinInventories(facts);
  const paths = findPaths(network, config);
  return { network, paths, findings: evaluateRules({ network, paths, config }) };
};
