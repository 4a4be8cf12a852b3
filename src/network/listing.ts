import type { IsComplete } from '#model/coverage.ts';
import type { Presence, SubjectPart } from '#model/finding.ts';
import { type Inventory, type InventoryKey, operations } from '#model/inventory.ts';
import { scopeKey } from '#model/scope.ts';
import type { Network } from './network.ts';

type Lister = { key: InventoryKey; ids: (inventory: Inventory) => string[] };

/** The listings that a finding's subject may be made of; any other operation proves nothing. */
const listers: readonly Lister[] = [
  { key: 'VpcEndpoints', ids: ({ VpcEndpoints = [] }) => VpcEndpoints.map((r) => r.VpcEndpointId) },
  {
    key: 'VpcPeeringConnections',
    ids: ({ VpcPeeringConnections = [] }) => VpcPeeringConnections.map((r) => r.VpcPeeringConnectionId),
  },
  {
    key: 'ServiceConfigurations',
    ids: ({ ServiceConfigurations = [] }) => ServiceConfigurations.map((r) => r.ServiceId),
  },
];

/** What each scope lists, by operation and then by scope, as plain data; a scope that lists nothing is left out. */
export type Listings = Record<string, Record<string, string[]>>;

/** What the scopes of a network list: all that can tell whether a part of a finding's subject is gone. */
export const toListings = ({ held }: Pick<Network, 'held'>): Listings =>
  Object.fromEntries(
    listers.map(({ key, ids }) => {
      const listed = held.map(({ scope, inventory }) => [scopeKey(scope), ids(inventory)] as const);
      return [operations[key], Object.fromEntries(listed.filter(([, found]) => found.length > 0))];
    }),
  );

/**
 * Answers whether a scope's own listing has a part. Present even in a broken listing is `listed`; absent is `gone`
 * only from a whole one.
 */
export const createPresence = (
  listings: Listings,
  isComplete: IsComplete,
): ((part: SubjectPart) => Presence) => {
  const known = new Map<string, ReadonlySet<string>>();
  const idsOf = ({ operation, ...scope }: SubjectPart): ReadonlySet<string> => {
    const key = `${operation} ${scopeKey(scope)}`;
    const held = known.get(key) ?? new Set(listings[operation]?.[scopeKey(scope)]);
    known.set(key, held);
    return held;
  };
  return (part) => {
    if (listings[part.operation] === undefined) return 'unread';
    if (idsOf(part).has(part.id)) return 'listed';
    return isComplete(part, part.operation) ? 'gone' : 'unread';
  };
};
