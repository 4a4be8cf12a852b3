import type { Config } from '#model/config.ts';
import type { ConnectionPath } from '#model/path.ts';
import { compareText } from '#model/scope.ts';
import { endpointStateOf } from '#network/endpoint-state.ts';
import { endpointTypeOf } from '#network/endpoint-type.ts';
import { createNames, type Named } from '#network/names/names.ts';
import type { Network, NetworkEndpoint, NetworkVpc } from '#network/network.ts';
import { oncePerRecent } from '#network/once-per.ts';
import type { Service } from '#network/services.ts';
import { told } from '#network/told.ts';
import { type Candidate, type Judgement, judge } from '#network/verdict.ts';
import { findCandidates } from './candidates.ts';
import { classify } from './registry.ts';

const idOf = ({ consumer, peering, endpoint }: Candidate): string =>
  [consumer?.vpcId ?? '-', peering?.id ?? '-', endpoint.vpcEndpointId].join('/');

const toConsumer = ({ accounts }: Network, vpc: NetworkVpc | null): ConnectionPath['consumer'] => ({
  accountId: vpc?.accountId ?? null,
  accountName: accounts.get(vpc?.accountId ?? '')?.Name ?? null,
  region: vpc?.region ?? null,
  vpcId: vpc?.vpcId ?? null,
});

const toEndpoint = ({ scope, record, vpcEndpointId }: NetworkEndpoint): ConnectionPath['endpoint'] => ({
  accountId: told(record.OwnerId) ?? scope.accountId,
  region: scope.region,
  vpcId: told(record.VpcId),
  vpcEndpointId,
  type: endpointTypeOf(record) ?? told(record.VpcEndpointType),
  state: endpointStateOf(record),
});

const toService = ({
  name,
  region,
  owner,
  ownerSource,
  family,
  ports,
}: Service): ConnectionPath['service'] => ({
  name,
  region,
  owner,
  ownerSource,
  family,
  ports,
});

/** Parts kept to be shared: paths are found VPC by VPC, so equal ones follow each other closely. */
const kept = 4096;

/**
 * Makes the path of a candidate. Paths have their equal parts in common, which takes a third of the memory; a text
 * that was looked up in a Map besides is one piece, no longer the pieces it was put together from.
 */
const createToPath = (network: Network) => {
  const consumerOf = oncePerRecent(kept, (vpc: NetworkVpc | null) => toConsumer(network, vpc));
  const endpointOf = oncePerRecent(kept, toEndpoint);
  const serviceOf = oncePerRecent(kept, toService);
  const share = oncePerRecent(kept, (text: string) => text);
  return (candidate: Candidate, judged: Judgement, { dns, hop: named }: Named): ConnectionPath => {
    const { class: pathClass, because } = classify(candidate);
    return {
      id: idOf(candidate),
      class: pathClass,
      because: share(because),
      consumer: consumerOf(candidate.consumer),
      peeringId: candidate.peering?.id ?? null,
      endpoint: endpointOf(candidate.endpoint),
      service: serviceOf(candidate.service),
      verdict: judged.verdict,
      unknownReason: judged.unknownReason,
      family: judged.family,
      provided: judged.provided,
      // The name is told last, and is no part of the verdict.
      hops: judged.hops
        .concat(named)
        .map(({ name, status, resource, detail }) => ({ name, status, resource, detail: share(detail) })),
      firstFailedHop: judged.firstFailedHop,
      fix: judged.fix,
      subnets: judged.subnets,
      notAssessed: judged.notAssessed,
      dns,
    };
  };
};

/** Every connection path of the network, classified and judged, sorted by ID. */
export const findPaths = (network: Network, config: Config): ConnectionPath[] => {
  const nameOf = createNames(network);
  const toPath = createToPath(network);
  return findCandidates(network, config)
    .map((candidate) => toPath(candidate, judge(network, candidate, config), nameOf(candidate)))
    .sort((a, b) => compareText(a.id, b.id));
};
