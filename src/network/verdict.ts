import type { ConnectionPath } from '#model/path.ts';
import type { EndpointType } from './endpoint-type.ts';
import { factsOf } from './facts.ts';
import type { Network, NetworkEndpoint, NetworkPeering, NetworkVpc } from './network.ts';
import type { PortRange } from './port-range.ts';
import { judgePath } from './reach/judge-path.ts';
import type { Question } from './reach/question.ts';
import type { Goal } from './routes/target.ts';
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

/** What a verdict says nothing about, the same of every path. */
const notAssessed = ['IAM policies', "the client's own security group", 'the endpoint policy'];

const goalOf = (
  { vpcEndpointId }: NetworkEndpoint,
  type: EndpointType | null,
  peering: NetworkPeering | null,
): Goal => {
  if (peering !== null) return { kind: 'peering', peeringId: peering.id };
  return type === 'Gateway' ? { kind: 'gateway-endpoint', vpcEndpointId } : { kind: 'local' };
};

/** What may be configured about how paths are judged. */
export type JudgeOptions = { clientPorts: PortRange };

/** Which of the peering's sides is the consumer: either VPC may have asked for the peering. */
const sidesOf = ({ requester, accepter }: NetworkPeering, consumer: NetworkVpc) =>
  requester.vpcId === consumer.vpcId
    ? { consumer: requester.cidrs, provider: accepter.cidrs }
    : { consumer: accepter.cidrs, provider: requester.cidrs };

const isOneRegion = (a: NetworkVpc, b: NetworkVpc): boolean | null =>
  a.region === null || b.region === null ? null : a.region === b.region;

const toQuestion = (
  network: Network,
  { endpoint, service, consumer, peering, type }: Candidate,
  { clientPorts }: JudgeOptions,
): Question | null => {
  const provider = network.vpcs.get(endpoint.record.VpcId ?? '');
  if (consumer === null || provider === undefined) return null;
  const facts = factsOf(network);
  return {
    endpoint: endpoint.record,
    consumer: facts(consumer),
    provider: facts(provider),
    goal: goalOf(endpoint, type, peering),
    cidrs: peering === null ? { consumer: [], provider: [] } : sidesOf(peering, consumer),
    isOneRegion: isOneRegion(consumer, provider),
    ports: service.ports === null || service.ports.length === 0 ? null : service.ports,
    clientPorts,
  };
};

/**
 * Judges whether the network lets a client in the consumer VPC reach the endpoint, provided the client's own group
 * allows it out: by exact sets of addresses, from configuration alone. What cannot be known stays apart from what
 * does not work.
 */
export const judge = (network: Network, candidate: Candidate, options: JudgeOptions): Judgement => {
  const { endpoint, type, service, consumer, peering } = candidate;
  const provider = network.vpcs.get(endpoint.record.VpcId ?? '') ?? null;
  const goal = goalOf(endpoint, type, peering);
  const input = { endpoint, peering, serviceOwner: service.owner, consumer, provider, goal };
  return {
    ...judgePath(input, type, toQuestion(network, candidate, options)),
    notAssessed,
    dns: { name: service.hostName, resolves: 'unknown' },
  };
};
