import type { ConnectionPath, HopName } from '#model/path.ts';
import type { Network } from '#network/network.ts';

type OwnerOf = (network: Network, path: ConnectionPath) => string | null;

const consumer: OwnerOf = (_, path) => path.consumer.accountId;

const provider: OwnerOf = ({ vpcs }, { endpoint }) =>
  vpcs.get(endpoint.vpcId ?? '')?.accountId ?? endpoint.accountId;

/** Only the service's owner accepts an endpoint; any other state is the endpoint's own account's to mend. */
const ofState: OwnerOf = (_, { endpoint, service }) => {
  const isAsked = endpoint.state === 'pendingAcceptance' || endpoint.state === 'rejected';
  if (!isAsked) return endpoint.accountId;
  return /^\d{12}$/.test(service.owner ?? '') ? service.owner : null;
};

/** Only the accepter accepts a peering; a dead one is asked for again by who asked before. */
const ofPeering: OwnerOf = ({ peerings }, { peeringId }) => {
  const peering = peerings.get(peeringId ?? '');
  const side = peering?.status === 'pending-acceptance' ? peering.accepter : peering?.requester;
  return side?.accountId ?? null;
};

const owners: Record<HopName, OwnerOf> = {
  'endpoint-state': ofState,
  'peering-state': ofPeering,
  'consumer-route': consumer,
  'consumer-nacl': consumer,
  'endpoint-subnet-nacl': provider,
  'endpoint-security-groups': provider,
  'return-route': provider,
  name: consumer,
};

/** The account that can open a hop of a path; null when it is not known. */
export const hopOwner = (network: Network, path: ConnectionPath, hop: HopName): string | null =>
  owners[hop](network, path);
