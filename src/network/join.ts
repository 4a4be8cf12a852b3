import type { Account } from '#model/account.ts';
import { holdsRecords, type ScopedInventory } from '#model/inventory.ts';
import { compareScopes, scopeKey } from '#model/scope.ts';
import { groupBy, leastRecord, sortedMap } from './collections.ts';
import { joinVpcs } from './join-vpcs.ts';
import { mergePeering } from './merge-peering.ts';
import type { Network, NetworkEndpoint, NetworkPeering, NetworkVpc, PeeringSide } from './network.ts';

/** The inventories, sorted, of each account. Throws when one scope has two. */
const byAccount = (sorted: readonly ScopedInventory[]): Network['inventories'] => {
  for (const [place, { scope }] of sorted.entries()) {
    const next = sorted[place + 1];
    if (next !== undefined && compareScopes(scope, next.scope) === 0) {
      throw new Error(`Two inventories of ${scopeKey(scope)}: the caller must have one a scope.`);
    }
  }
  return groupBy(sorted, ({ scope }) => scope.accountId);
};

/** Of two records of one endpoint: its owner's, then the first scope's. */
const preferredEndpoint = (a: NetworkEndpoint, b: NetworkEndpoint): NetworkEndpoint => {
  const [aOwn, bOwn] = [a, b].map(({ scope, record }) => record.OwnerId === scope.accountId);
  if (aOwn !== bOwn) return aOwn === true ? a : b;
  const order = compareScopes(a.scope, b.scope);
  if (order !== 0) return order < 0 ? a : b;
  return leastRecord(a.record, b.record) === a.record ? a : b;
};

const joinEndpoints = (inventories: readonly ScopedInventory[]): ReadonlyMap<string, NetworkEndpoint> => {
  const endpoints = new Map<string, NetworkEndpoint>();
  for (const { scope, inventory } of inventories) {
    for (const record of inventory.VpcEndpoints ?? []) {
      const endpoint = { vpcEndpointId: record.VpcEndpointId, scope, record };
      const known = endpoints.get(record.VpcEndpointId);
      endpoints.set(
        record.VpcEndpointId,
        known === undefined ? endpoint : preferredEndpoint(known, endpoint),
      );
    }
  }
  return sortedMap(endpoints);
};

const joinPeerings = (inventories: readonly ScopedInventory[]): ReadonlyMap<string, NetworkPeering> => {
  const views = inventories.flatMap(({ scope, inventory }) =>
    (inventory.VpcPeeringConnections ?? []).map((record) => ({ scope, record })),
  );
  const groups = groupBy(views, ({ record }) => record.VpcPeeringConnectionId);
  return sortedMap([...groups].map(([id, group]) => [id, mergePeering(id, group)] as const));
};

/** A side that names its VPC but not the owner or Region has them from what else is known of the VPC. */
const completeSide = (side: PeeringSide, vpcs: ReadonlyMap<string, NetworkVpc>): PeeringSide => {
  const vpc = side.vpcId === null ? undefined : vpcs.get(side.vpcId);
  return {
    ...side,
    accountId: side.accountId ?? vpc?.accountId ?? null,
    region: side.region ?? vpc?.region ?? null,
  };
};

const completePeering = (peering: NetworkPeering, vpcs: ReadonlyMap<string, NetworkVpc>): NetworkPeering => ({
  ...peering,
  requester: completeSide(peering.requester, vpcs),
  accepter: completeSide(peering.accepter, vpcs),
});

/**
 * Joins what was read of every scope into one network, in time linear in the records (but for sorting). What is
 * seen from several scopes is one; the order of the inventories, and of the records in them, decides nothing.
 * `accounts` are the organization's own list. Throws when one scope has two inventories.
 */
export const joinInventories = (input: {
  accounts: readonly Account[];
  inventories: readonly ScopedInventory[];
}): Network => {
  const sorted = input.inventories.toSorted((a, b) => compareScopes(a.scope, b.scope));
  const inventories = byAccount(sorted);
  const held = sorted.filter(({ inventory }) => holdsRecords(inventory));
  const endpoints = joinEndpoints(held);
  const peerings = joinPeerings(held);
  const sources = { held, endpoints, peerings };
  const vpcs = joinVpcs(sources, inventories);
  return {
    accounts: sortedMap(input.accounts.map((account) => [account.Id, account] as const)),
    inventories,
    held,
    vpcs,
    endpoints,
    peerings: new Map([...peerings].map(([id, peering]) => [id, completePeering(peering, vpcs)])),
  };
};
