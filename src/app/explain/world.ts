import type { Config } from '#model/config.ts';
import type { Outcome } from '#model/coverage.ts';
import type { Explanation } from '#model/explanation.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { Scope } from '#model/scope.ts';
import type { Network, NetworkVpc } from '#network/network.ts';
import type { OfferedService } from './asker.ts';
import type { AskedService } from './resolve-service.ts';

/** All that was read for an answer. */
export type World = {
  question: Explanation['question'];
  asked: AskedService;
  config: Config;
  home: Scope;
  /** Of `home`; undefined when it was not read. */
  homeInventory: Inventory | undefined;
  network: Network;
  inventories: readonly ScopedInventory[];
  consumer: NetworkVpc;
  /** Every path of the VPC to the service and Region. */
  paths: readonly ConnectionPath[];
  /**
   * Of another Region's service: may an endpoint in the VPC's Region reach it? `names` are all that AWS offers so; null
   * for a service that is not AWS's, of which it lists nothing. Null where the question does not arise.
   */
  crossRegion: Outcome<{ isOffered: boolean | null; names: readonly string[] | null }> | null;
  /** What AWS offers in the service's own Region. */
  listed: Outcome<readonly OfferedService[]>;
  /** What AWS offers in the VPC's Region, where that is another one; null where nobody wants to know. */
  local: Outcome<readonly OfferedService[]> | null;
  /** Of a service that is not AWS's: may the account have an endpoint to it? Null of any other. */
  isVisible: Outcome<boolean | null> | null;
  /** Has the account enabled the service's Region? Null when that is not known. */
  isRegionEnabled: boolean | null;
};
