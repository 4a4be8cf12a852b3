import { groupBy, leastText } from '#network/collections.ts';
import { endpointStateHop } from '#network/endpoint-state.ts';
import { endpointTypeOf } from '#network/endpoint-type.ts';
import { pointersOf } from '#network/names/pointers.ts';
import type { Network, NetworkEndpoint } from '#network/network.ts';
import { oncePer } from '#network/once-per.ts';
import { quoted } from '#network/quoted.ts';
import type { RuleInput } from '../rule.ts';
import { usualNameOf } from './usual-name.ts';

const placeOf = ({ record }: NetworkEndpoint): string => `${record.VpcId ?? ''} ${record.ServiceName ?? ''}`;

/** The endpoints of a VPC to one service. */
const endpointsByPlace = oncePer(({ endpoints }: Network) => groupBy(endpoints.values(), placeOf));

const pointersByEndpoint = oncePer((network: Network) =>
  groupBy(pointersOf(network), ({ vpcEndpointId }) => vpcEndpointId),
);

export const pathsByEndpoint = oncePer((paths: RuleInput['paths']) =>
  groupBy(paths, ({ endpoint }) => endpoint.vpcEndpointId),
);

/** A gateway endpoint takes what is sent to the public address, another interface one the private name. */
const byOtherEndpoint = (endpoint: NetworkEndpoint, network: Network): string | null => {
  const others = (endpointsByPlace(network).get(placeOf(endpoint)) ?? []).filter(
    (other) => other !== endpoint && endpointStateHop(other.record).status === 'pass',
  );
  const gateway = others.find(({ record }) => endpointTypeOf(record) === 'Gateway');
  if (gateway !== undefined) return `gateway endpoint ${gateway.vpcEndpointId} serves its VPC`;
  const named = others.find(({ record }) => record.PrivateDnsEnabled === true);
  return named === undefined ? null : `${named.vpcEndpointId} answers for the private name in its VPC`;
};

/** A hub's endpoint is found by records and Profiles that are meant for other VPCs. */
const byPointer = ({ vpcEndpointId }: NetworkEndpoint, network: Network): string | null => {
  const pointers = pointersByEndpoint(network).get(vpcEndpointId) ?? [];
  return leastText(pointers.map(({ id, holder }) => `${quoted(id)} of ${quoted(holder)} leads to it`));
};

const byName = ({ vpcEndpointId, record }: NetworkEndpoint, { paths, network }: RuleInput): string | null => {
  const resolved = (pathsByEndpoint(paths).get(vpcEndpointId) ?? []).flatMap((path) => {
    const { consumer, peeringId, dns } = path;
    const name = usualNameOf(network, path);
    if (name === null) return [];
    if (dns.resolves === 'endpoint') return [`${quoted(name)} leads to it in ${consumer.vpcId}`];
    const isOwn = peeringId === null && consumer.vpcId === record.VpcId;
    return isOwn && dns.resolves === 'elsewhere'
      ? [`${quoted(name)} is answered for in ${consumer.vpcId}`]
      : [];
  });
  return leastText(resolved);
};

/** What makes an endpoint without private DNS of use to those who ask for the service's usual name; null when nothing does. */
export const standInFor = (endpoint: NetworkEndpoint, input: RuleInput): string | null =>
  byOtherEndpoint(endpoint, input.network) ?? byPointer(endpoint, input.network) ?? byName(endpoint, input);
