import type { Presence, SubjectPart } from '#model/finding.ts';
import { completeList, type Inventory, type InventoryKey, operations } from '#model/inventory.ts';
import { scopeKey } from '#model/scope.ts';
import type { Network } from './network.ts';

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

/**
 * Answers whether a scope's own listing has a part. Present even in a broken listing is `listed`; absent is `gone`
 * only from a whole one.
 */
export const createPresence = ({ inventories }: Network): ((part: SubjectPart) => Presence) => {
  const known = new Map<Inventory, Map<InventoryKey, Set<string>>>();
  const idsOf = (inventory: Inventory, { key, ids }: Lister): ReadonlySet<string> => {
    const byKey = known.get(inventory) ?? new Map<InventoryKey, Set<string>>();
    known.set(inventory, byKey);
    const held = byKey.get(key) ?? new Set(ids(inventory));
    byKey.set(key, held);
    return held;
  };
  return (part) => {
    const inventory = inventories.get(scopeKey(part));
    const lister = listers.get(part.operation);
    if (inventory === undefined || lister === undefined) return 'unread';
    if (idsOf(inventory, lister).has(part.id)) return 'listed';
    return completeList(inventory, lister.key) === null ? 'unread' : 'gone';
  };
};
