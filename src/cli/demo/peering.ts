import type { Inventory } from '#model/inventory.ts';
import type { Snapshot } from '#model/snapshot.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';

/** Takes a peering out of every scope that shows it, as after its deletion; answers what puts it back. */
export const deletePeering = (sandbox: Sandbox, snapshot: Snapshot, peeringId: string): (() => void) => {
  const shown = snapshot.inventories.filter(({ inventory }) =>
    inventory.VpcPeeringConnections?.some((peering) => peering.VpcPeeringConnectionId === peeringId),
  );
  for (const { scope, inventory } of shown) sandbox.replaceInventory(scope, without(inventory, peeringId));
  return () => {
    for (const { scope, inventory } of shown) sandbox.replaceInventory(scope, inventory);
  };
};

const without = (inventory: Inventory, peeringId: string): Inventory => ({
  ...inventory,
  VpcPeeringConnections: (inventory.VpcPeeringConnections ?? []).filter(
    (peering) => peering.VpcPeeringConnectionId !== peeringId,
  ),
});
