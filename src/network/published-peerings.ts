import type { PublishedPeering } from '#model/result.ts';
import type { Network, PeeringSide } from './network.ts';

const toSide = ({ accountId, region, vpcId }: PeeringSide): PublishedPeering['requester'] => ({
  accountId,
  region,
  vpcId,
});

/** Every peering of the network once, sorted by ID, as the result tells it: also those that carry no path. */
export const publishedPeerings = ({ peerings }: Network): PublishedPeering[] =>
  [...peerings.values()].map(({ id, status, requester, accepter }) => ({
    id,
    status,
    requester: toSide(requester),
    accepter: toSide(accepter),
  }));
