import type { Network, NetworkPeering, PeeringSide } from '#network/network.ts';

/** A peering of the VPC, and the VPC on its other side. */
export type Peer = { peering: NetworkPeering; other: PeeringSide };

const dead = new Set(['deleting', 'deleted', 'expired', 'failed', 'rejected']);

/** A dead peering cannot be revived: AWS shows it for some hours or days. */
export const isDead = ({ status }: NetworkPeering): boolean => dead.has(status ?? '');

/** The peerings of a VPC, in the order of their IDs. */
export const peersOf = (vpcId: string, { peerings }: Pick<Network, 'peerings'>): Peer[] =>
  [...peerings.values()].flatMap((peering) => {
    const { requester, accepter } = peering;
    if (requester.vpcId === vpcId) return [{ peering, other: accepter }];
    return accepter.vpcId === vpcId ? [{ peering, other: requester }] : [];
  });

export const livePeersOf = (vpcId: string, network: Pick<Network, 'peerings'>): Peer[] =>
  peersOf(vpcId, network).filter(({ peering }) => !isDead(peering));
