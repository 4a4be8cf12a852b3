import type { Hop } from '#model/path.ts';
import { endpointStateHop, endpointStateOf } from '../endpoint-state.ts';
import type { NetworkEndpoint, NetworkPeering } from '../network.ts';
import { peeringStateHop } from '../peering-state.ts';
import { fail, pass, type Ruling, unknown } from '../ruling.ts';
import type { Stop } from './trace.ts';

const toRuling = ({ status, resource, detail }: Hop, isTold: boolean): Ruling => {
  if (status === 'pass') return pass(resource, detail);
  if (status === 'fail') return fail(resource, detail);
  return unknown(resource, { reason: isTold ? 'not-modelled' : 'not-read', text: detail });
};

/** An endpoint that is available but in no subnet has nothing that a client could reach. */
const judgeEndpoint = ({ record, vpcEndpointId }: NetworkEndpoint, needsInterface: boolean): Ruling => {
  const ruling = toRuling(endpointStateHop(record), endpointStateOf(record) !== null);
  if (!needsInterface || record.NetworkInterfaceIds?.length !== 0 || ruling.status === 'fail') return ruling;
  return fail(vpcEndpointId, `${vpcEndpointId} has no network interface`, 'a subnet');
};

/** The hops that are the same for every pair of addresses. `needsInterface`: is it of a type that is reached by one? */
export const stateStops = (
  endpoint: NetworkEndpoint,
  peering: NetworkPeering | null,
  needsInterface: boolean,
): Stop[] => [
  { hop: 'endpoint-state', ruling: judgeEndpoint(endpoint, needsInterface) },
  ...(peering === null
    ? []
    : [
        {
          hop: 'peering-state' as const,
          ruling: toRuling(peeringStateHop(peering), peering.status !== null),
        },
      ]),
];
