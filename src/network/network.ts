import type { Account } from '#model/account.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import type { Vpc, VpcEndpoint } from '#model/records.ts';
import type { Scope } from '#model/scope.ts';

/** Inventories joined into one network. Every list and Map is in code-unit order of its IDs. */
export type Network = {
  /** By account ID: the organization's own list, not what this run happened to scan. */
  accounts: ReadonlyMap<string, Account>;
  /** By account ID, in order: see `inventoryOf`. An organization has many scopes, and this makes no key for each. */
  inventories: ReadonlyMap<string, readonly ScopedInventory[]>;
  /** Those of the scopes that hold any record, in order: of a large organization's few do. */
  held: readonly ScopedInventory[];
  /** By VPC ID: every VPC that an endpoint or a peering names or a scope lists. */
  vpcs: ReadonlyMap<string, NetworkVpc>;
  /** By endpoint ID. */
  endpoints: ReadonlyMap<string, NetworkEndpoint>;
  /** By peering ID: one peering however many sides show it. */
  peerings: ReadonlyMap<string, NetworkPeering>;
};

export type NetworkVpc = {
  vpcId: string;
  /** The owner; null when nobody said who that is. */
  accountId: string | null;
  region: string | null;
  /**
   * The owner's scope when it was scanned: the only place that facts about the VPC (its tables, groups, endpoints)
   * are taken from. A participant of a shared VPC sees part of it, and proves nothing by absence.
   */
  home: Scope | null;
  /** The owner's own record. */
  record: Vpc | null;
};

export type NetworkEndpoint = {
  vpcEndpointId: string;
  /** Where it was read. */
  scope: Scope;
  record: VpcEndpoint;
};

export type PeeringSide = {
  accountId: string | null;
  region: string | null;
  vpcId: string | null;
  /** IPv4 and IPv6 CIDRs, sorted; AWS tells them for active peerings only. */
  cidrs: readonly string[];
};

export type NetworkPeering = {
  id: string;
  /** AWS's own word, lower case: `active`, `pending-acceptance`, `deleted`... */
  status: string | null;
  requester: PeeringSide;
  accepter: PeeringSide;
  /** The scopes that show it. */
  seenFrom: readonly Scope[];
};
