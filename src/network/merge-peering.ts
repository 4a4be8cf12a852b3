import type { VpcPeeringConnection } from '#model/records.ts';
import { compareScopes, compareText, type Scope, scopeKey } from '#model/scope.ts';
import { leastText, sortedMap } from './collections.ts';
import type { NetworkPeering, PeeringSide } from './network.ts';
import { latestStatus, peeringStatusOf } from './peering-status.ts';
import { told } from './told.ts';

/** One scope's record of a peering. */
export type PeeringView = { scope: Scope; record: VpcPeeringConnection };

type SideRecord = NonNullable<VpcPeeringConnection['RequesterVpcInfo']>;

const cidrsOf = (side: SideRecord): string[] =>
  [
    side.CidrBlock,
    ...(side.CidrBlockSet ?? []).map((block) => block.CidrBlock),
    ...(side.Ipv6CidrBlockSet ?? []).map((block) => block.Ipv6CidrBlock),
  ]
    .map(told)
    .filter((cidr) => cidr !== null);

const mergeSide = (records: readonly (SideRecord | undefined)[]): PeeringSide => {
  const sides = records.filter((record) => record !== undefined);
  return {
    accountId: leastText(sides.map((side) => told(side.OwnerId))),
    region: leastText(sides.map((side) => told(side.Region))),
    vpcId: leastText(sides.map((side) => told(side.VpcId))),
    cidrs: [...new Set(sides.flatMap(cidrsOf))].sort(compareText),
  };
};

/**
 * The one peering behind every account's and Region's view of it. A view may lack fields of either side (dead
 * ones have no CIDR), so what one left out another completes.
 */
export const mergePeering = (id: string, views: readonly PeeringView[]): NetworkPeering => ({
  id,
  status: latestStatus(views.map(({ record }) => peeringStatusOf(record.Status?.Code))),
  requester: mergeSide(views.map(({ record }) => record.RequesterVpcInfo)),
  accepter: mergeSide(views.map(({ record }) => record.AccepterVpcInfo)),
  seenFrom: [...sortedMap(views.map(({ scope }) => [scopeKey(scope), scope] as const)).values()].sort(
    compareScopes,
  ),
});
