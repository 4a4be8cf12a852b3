import type { Inventory } from '#model/inventory.ts';
import type { Snapshot } from '#model/snapshot.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';

/** What somebody did overnight, as the scopes show it the next time they are read. */
export type Change = (inventory: Inventory) => Inventory;

/** The peering is gone from every scope that showed it, as some hours after its deletion. */
export const withoutPeering =
  (peeringId: string): Change =>
  (inventory) =>
    inventory.VpcPeeringConnections === undefined
      ? inventory
      : {
          ...inventory,
          VpcPeeringConnections: inventory.VpcPeeringConnections.filter(
            (peering) => peering.VpcPeeringConnectionId !== peeringId,
          ),
        };

/** The routes of one VPC to the peering are gone. */
export const withoutRoutes =
  (vpcId: string, peeringId: string): Change =>
  (inventory) =>
    inventory.RouteTables === undefined
      ? inventory
      : {
          ...inventory,
          RouteTables: inventory.RouteTables.map((table) =>
            table.VpcId === vpcId && table.Routes !== undefined
              ? {
                  ...table,
                  Routes: table.Routes.filter((route) => route.VpcPeeringConnectionId !== peeringId),
                }
              : table,
          ),
        };

/** Makes the sandbox serve the snapshot as it is after a change; without one, as it was. */
export const apply = (sandbox: Sandbox, { inventories }: Snapshot, change: Change = (same) => same): void => {
  for (const { scope, inventory } of inventories) sandbox.replaceInventory(scope, change(inventory));
};
