import type { Answer, Step } from '#model/explanation.ts';
import type { Verdict } from '#model/path.ts';
import { factsOf } from '#network/facts.ts';
import { changesOf } from './changes.ts';
import { cidrsOf, placeOf, subnetsForEndpoint } from './ends.ts';
import { placeholder } from './placeholders.ts';
import { portsOfAsked } from './resolve-service.ts';
import { createEndpoint } from './steps.ts';
import type { World } from './world.ts';

/** The steps to an endpoint in the VPC that asks; `serviceRegion` is null where it is the VPC's own. */
export const createOwn = (
  { network, consumer, asked, config }: World,
  serviceRegion: string | null,
): Step[] => {
  const subnets = subnetsForEndpoint(factsOf(network)(consumer)).map(({ SubnetId }) => SubnetId);
  const cidrs = cidrsOf(consumer, [], 'ipv4');
  return createEndpoint({
    place: placeOf(consumer),
    vpcId: consumer.vpcId,
    asked,
    serviceRegion,
    subnetIds: subnets.length > 0 ? subnets : [placeholder('SUBNET_ID')],
    cidrs: cidrs.length > 0 ? cidrs : [placeholder('VPC_CIDR')],
    ports: portsOfAsked(asked, config),
  });
};

const order: readonly Verdict[] = ['usable', 'unknown', 'partial', 'blocked'];

export type OwnEndpoint = { answer: Answer; because: string; steps: Step[] };

/** The endpoint to the service that the VPC has, the best of several, and what mends it; null where it has none. */
export const ownEndpoint = ({ paths, network, config }: World): OwnEndpoint | null => {
  const [own] = paths
    .filter(({ peeringId }) => peeringId === null)
    .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  if (own === undefined) return null;
  const because = `The VPC has its own endpoint, ${own.endpoint.vpcEndpointId}.`;
  if (own.verdict === 'usable' || own.verdict === 'unknown') {
    return { answer: own.verdict === 'usable' ? 'yes' : 'unknown', because, steps: [] };
  }
  const steps = changesOf({ network, path: own, clientPorts: config.clientPorts });
  return { answer: 'yes', because: `${because} It would serve once what is closed is opened.`, steps };
};
