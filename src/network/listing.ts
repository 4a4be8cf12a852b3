import type { SubjectPart } from '#model/finding.ts';
import { completeList, type Inventory, type InventoryKey, operations } from '#model/inventory.ts';
import { scopeKey } from '#model/scope.ts';
import type { Network } from './network.ts';

/** `gone`: a complete listing of the part's own scope no longer has it. `unread`: nothing complete says so. */
export type Listing = 'listed' | 'gone' | 'unread';

type Lister = { key: InventoryKey; ids: (inventory: Inventory) => string[] };

/** The listings that a finding's subject may be made of; any other operation proves nothing. */
const listers: ReadonlyMap<string, Lister> = new Map(
  (
    [
      { key: 'VpcEndpoints', ids: ({ VpcEndpoints = [] }) => VpcEndpoints.map((r) => r.VpcEndpointId) },
      {
        key: 'VpcPeeringConnections',
        ids: ({ VpcPeeringConnections = [] }) => VpcPeeringConnections.map((r) => r.VpcPeeringConnectionId),
      },
    ] satisfies Lister[]
  ).map((lister) => [operations[lister.key], lister]),
);

/** Whether the scope's own listing has the part: present even in a broken listing is listed, absent is gone only from a whole one. */
export const isListed = (network: Network, part: SubjectPart): Listing => {
  const inventory = network.inventories.get(scopeKey(part));
  const lister = listers.get(part.operation);
  if (inventory === undefined || lister === undefined) return 'unread';
  if (lister.ids(inventory).includes(part.id)) return 'listed';
  return completeList(inventory, lister.key) === null ? 'unread' : 'gone';
};
