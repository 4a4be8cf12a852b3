import type { Inventory } from '#model/inventory.ts';
import { groupBy, leastRecord } from '../collections.ts';

/** By ID; of two records of one thing the least, so that their order decides nothing. */
export const byId = <T>(records: readonly T[], idOf: (record: T) => string): ReadonlyMap<string, T> => {
  const index = new Map<string, T>();
  for (const record of records) {
    const id = idOf(record);
    index.set(id, leastRecord(index.get(id) ?? record, record));
  }
  return index;
};

/** Scopes whose index is kept: paths are found VPC by VPC, neighbours near one another, whose scopes are seldom more. */
export const scopesKept = 64;

/** A scope's records about names, each by what asks for it. */
export const indexScope = (inventory: Inventory) => ({
  dhcpOptions: byId(inventory.DhcpOptions ?? [], ({ DhcpOptionsId }) => DhcpOptionsId),
  rules: byId(inventory.ResolverRules ?? [], ({ Id }) => Id),
  ruleAssociations: groupBy(inventory.ResolverRuleAssociations ?? [], ({ VPCId }) => VPCId ?? ''),
  profileAssociations: groupBy(inventory.ProfileAssociations ?? [], ({ ResourceId }) => ResourceId ?? ''),
  profileResources: groupBy(inventory.ProfileResourceAssociations ?? [], ({ ProfileId }) => ProfileId ?? ''),
  zones: groupBy(
    (inventory.HostedZones ?? []).flatMap((zone) =>
      [...new Set((zone.VPCs ?? []).map(({ VPCId }) => VPCId ?? ''))].map((vpcId) => ({ vpcId, zone })),
    ),
    ({ vpcId }) => vpcId,
  ),
});

export type ScopeIndex = ReturnType<typeof indexScope>;
