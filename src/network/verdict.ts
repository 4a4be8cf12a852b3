import type { ConnectionPath, Hop } from '#model/path.ts';
import { endpointStateFix, endpointStateHop } from './endpoint-state.ts';
import type { EndpointType } from './endpoint-type.ts';
import type { NetworkEndpoint, NetworkPeering, NetworkVpc } from './network.ts';
import { peeringStateFix, peeringStateHop } from './peering-state.ts';
import type { Service } from './services.ts';

/** What is to be judged: a client in `consumer` and the endpoint, joined by `peering` when the VPCs differ. */
export type Candidate = {
  endpoint: NetworkEndpoint;
  /** Null when it is absent or of a later date than this program. */
  type: EndpointType | null;
  service: Service;
  /** The client's VPC; null when AWS did not say which VPC the endpoint is in. */
  consumer: NetworkVpc | null;
  peering: NetworkPeering | null;
};

/** Whether the path works, and what showed it. */
export type Judgement = Pick<
  ConnectionPath,
  | 'verdict'
  | 'unknownReason'
  | 'family'
  | 'provided'
  | 'notAssessed'
  | 'dns'
  | 'hops'
  | 'firstFailedHop'
  | 'fix'
  | 'subnets'
>;

/** What a verdict says nothing about. */
const notAssessed = ['IAM policies', 'the endpoint policy', "the client's own security group"];

const fixOf = ({ endpoint, peering, service }: Candidate, failed: Hop): string | null => {
  if (failed.name === 'endpoint-state') return endpointStateFix(endpoint.record, service.owner);
  return peering === null ? null : peeringStateFix(peering);
};

/**
 * Judges a path by the states of its endpoint and its peering, each of which alone can disprove it. Nothing here
 * proves a path: the addresses between are not followed, so what is not blocked is `not-modelled`.
 */
export const judge = (candidate: Candidate): Judgement => {
  const { endpoint, peering, service } = candidate;
  const hops = [endpointStateHop(endpoint.record), ...(peering === null ? [] : [peeringStateHop(peering)])];
  const failed = hops.find((hop) => hop.status === 'fail');
  return {
    verdict: failed === undefined ? 'unknown' : 'blocked',
    unknownReason: failed === undefined ? 'not-modelled' : null,
    family: null,
    provided: [],
    notAssessed: [...notAssessed],
    dns: { name: service.hostName, resolves: 'unknown' },
    hops,
    firstFailedHop: failed?.name ?? null,
    fix: failed === undefined ? null : fixOf(candidate, failed),
    subnets: [],
  };
};
