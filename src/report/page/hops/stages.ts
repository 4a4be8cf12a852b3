import type { ConnectionPath, Hop, HopName } from '#model/path.ts';

/** Whose network a hop is in: the client's, the peering between, the endpoint's. */
export type Side = 'client' | 'peering' | 'endpoint';

/** As one walks from the client to the service, with the reply's route beside the endpoint's other gates. */
const order: readonly (readonly [HopName, Side])[] = [
  ['consumer-route', 'client'],
  ['consumer-nacl', 'client'],
  ['peering-state', 'peering'],
  ['endpoint-subnet-nacl', 'endpoint'],
  ['endpoint-security-groups', 'endpoint'],
  ['return-route', 'endpoint'],
  ['endpoint-state', 'endpoint'],
];

export type Stage = {
  hop: Hop;
  side: Side;
  /** False behind a hop that fails: nothing gets there, whatever it would say. */
  isReached: boolean;
  /** The change that would mend it, at the hop that the verdict names as the first to fail. */
  fix: string | null;
};

/** The hops that make the verdict, as they lie between client and service. */
export const toStages = ({ hops, peeringId, firstFailedHop, fix }: ConnectionPath): Stage[] => {
  const found = order.flatMap(([name, side]) => {
    const hop = hops.find((one) => one.name === name);
    // Without a peering, client and endpoint are in one VPC.
    return hop === undefined ? [] : [{ hop, side: peeringId === null ? ('client' as const) : side }];
  });
  const end = found.findIndex(({ hop }) => hop.status === 'fail');
  return found.map(({ hop, side }, index) => ({
    hop,
    side,
    isReached: end === -1 || index <= end,
    fix: hop.name === firstFailedHop ? fix : null,
  }));
};

/** What the usual host name leads to: told, and no part of the verdict. */
export const nameHopOf = ({ hops }: ConnectionPath): Hop | null =>
  hops.find(({ name }) => name === 'name') ?? null;
