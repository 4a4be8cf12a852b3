import type { ScopedInventory } from '#model/inventory.ts';
import type { Vpc } from '#model/records.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { groupBy, leastRecord, leastText, sortedMap } from './collections.ts';
import { inventoryOf } from './inventory-of.ts';
import type { Network, NetworkEndpoint, NetworkPeering, NetworkVpc } from './network.ts';
import { told } from './told.ts';

/** What one record says of a VPC's owner and Region; the lowest `rank` that says anything is believed. */
type Claim = { vpcId: string; accountId: string | null; region: string | null; rank: number };

type Sources = {
  held: readonly ScopedInventory[];
  endpoints: ReadonlyMap<string, NetworkEndpoint>;
  peerings: ReadonlyMap<string, NetworkPeering>;
};

const claimsOfVpcs = ({ scope, inventory }: ScopedInventory): Claim[] =>
  (inventory.Vpcs ?? []).map((vpc) => ({
    vpcId: vpc.VpcId,
    accountId: told(vpc.OwnerId),
    region: scope.region,
    rank: 0,
  }));

const claimsOfPeering = ({ requester, accepter }: NetworkPeering): Claim[] =>
  [requester, accepter].flatMap(({ vpcId, accountId, region }) =>
    vpcId === null ? [] : [{ vpcId, accountId, region, rank: 1 }],
  );

/** An endpoint is shown to its VPC's owner alone, in the VPC's Region. */
const claimsOfEndpoint = ({ scope, record }: NetworkEndpoint): Claim[] => {
  const vpcId = told(record.VpcId);
  const accountId = told(record.OwnerId) ?? scope.accountId;
  return vpcId === null ? [] : [{ vpcId, accountId, region: scope.region, rank: 2 }];
};

const ranks = [0, 1, 2];

const believed = (claims: readonly Claim[], field: 'accountId' | 'region'): string | null => {
  for (const rank of ranks) {
    const text = leastText(claims.filter((claim) => claim.rank === rank).map((claim) => claim[field]));
    if (text !== null) return text;
  }
  return null;
};

const recordKey = (scope: Scope, vpcId: string): string => `${scopeKey(scope)}/${vpcId}`;

/** What each scope said of each VPC. */
const indexRecords = (held: readonly ScopedInventory[]): ReadonlyMap<string, Vpc> => {
  const records = new Map<string, Vpc>();
  for (const { scope, inventory } of held) {
    for (const vpc of inventory.Vpcs ?? []) {
      const key = recordKey(scope, vpc.VpcId);
      records.set(key, leastRecord(records.get(key) ?? vpc, vpc));
    }
  }
  return records;
};

/**
 * Every VPC that is named anywhere, once, with its owner. The owner is who the VPC's own records say, then who a
 * peering says, then the owner of an endpoint in it.
 */
export const joinVpcs = (
  sources: Sources,
  inventories: Network['inventories'],
): ReadonlyMap<string, NetworkVpc> => {
  const records = indexRecords(sources.held);
  const claims = [
    ...sources.held.flatMap(claimsOfVpcs),
    ...[...sources.peerings.values()].flatMap(claimsOfPeering),
    ...[...sources.endpoints.values()].flatMap(claimsOfEndpoint),
  ];
  const toVpc = (vpcId: string, group: readonly Claim[]): NetworkVpc => {
    const accountId = believed(group, 'accountId');
    const region = believed(group, 'region');
    const owner = accountId === null || region === null ? null : { accountId, region };
    const home = inventoryOf({ inventories }, owner) === undefined ? null : owner;
    const record = home === null ? null : (records.get(recordKey(home, vpcId)) ?? null);
    return { vpcId, accountId, region, home, record };
  };
  return sortedMap(
    [...groupBy(claims, (claim) => claim.vpcId)].map(
      ([vpcId, group]) => [vpcId, toVpc(vpcId, group)] as const,
    ),
  );
};
