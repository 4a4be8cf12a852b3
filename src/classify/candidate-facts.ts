import type { EndpointType } from '#network/endpoint-type.ts';
import type { NetworkPeering, NetworkVpc } from '#network/network.ts';
import { quoted } from '#network/quoted.ts';
import type { Service } from '#network/services.ts';
import { told } from '#network/told.ts';
import type { Candidate } from '#network/verdict.ts';

/** Is the client in the endpoint's own VPC? */
export const isInOwnVpc = ({ consumer, peering }: Candidate): boolean =>
  consumer !== null && peering === null;

/** The VPC and the peering that a client of another VPC comes by; null when the client is in the endpoint's own. */
export const routeOverPeering = ({
  consumer,
  peering,
}: Candidate): { consumer: NetworkVpc; peering: NetworkPeering } | null =>
  consumer === null || peering === null ? null : { consumer, peering };

/** Is the endpoint of one of `types`, in its own VPC? */
export const isLocal = (candidate: Candidate, ...types: readonly EndpointType[]): boolean =>
  candidate.type !== null && types.includes(candidate.type) && isInOwnVpc(candidate);

export const isAwsOwned = ({ owner }: Service): boolean => owner === 'amazon';

/** Owned by an account or a marketplace partner, or by its name an endpoint service of an owner nobody told. */
export const isEndpointService = ({ owner, ownerSource }: Service): boolean =>
  owner === null ? ownerSource === 'service-name' : owner === 'aws-marketplace' || /^\d{12}$/.test(owner);

export const isCrossRegion = ({ endpoint, service }: Candidate): boolean =>
  service.region !== endpoint.scope.region;

const ownerText = {
  'service-details': (owner: string) => `its owner is ${quoted(owner)} (DescribeVpcEndpointServices)`,
  'service-configuration': (owner: string) =>
    `account ${quoted(owner)} offers it (DescribeVpcEndpointServiceConfigurations)`,
  'service-name': (owner: string) => `its owner is ${quoted(owner)} by its name alone`,
};

/** Who owns the service, and where that was learnt. */
export const ownerFact = ({ name, owner, ownerSource }: Service): string => {
  const service = `Service ${quoted(name ?? '')}`;
  if (ownerSource === 'unknown') return `${service}: nobody told its owner`;
  if (owner === null) return `${service}: an endpoint service by its name, and nobody told its owner`;
  return `${service}: ${ownerText[ownerSource](owner)}`;
};

/** Where the service is, beside where the endpoint is, and where that was learnt. */
export const regionFact = ({ endpoint, service }: Candidate): string =>
  told(endpoint.record.ServiceRegion) !== null
    ? `ServiceRegion is ${quoted(service.region ?? '')}, the endpoint is in ${endpoint.scope.region}`
    : `no ServiceRegion, so it is in the endpoint's own Region ${endpoint.scope.region}`;

/** How the client's VPC and the endpoint's are joined. */
export const peeringFact = (consumer: NetworkVpc, peering: NetworkPeering): string =>
  `client VPC ${consumer.vpcId} is joined to the endpoint's VPC by peering ${peering.id} (status ${quoted(peering.status ?? 'unknown')})`;
