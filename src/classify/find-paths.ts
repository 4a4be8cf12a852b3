import type { Config } from '#model/config.ts';
import type { ConnectionPath } from '#model/path.ts';
import { compareText } from '#model/scope.ts';
import { endpointStateOf } from '#network/endpoint-state.ts';
import { createNames, type Named } from '#network/names/names.ts';
import type { Network } from '#network/network.ts';
import { told } from '#network/told.ts';
import { type Candidate, type Judgement, judge } from '#network/verdict.ts';
import { findCandidates } from './candidates.ts';
import { classify } from './registry.ts';

const idOf = ({ consumer, peering, endpoint }: Candidate): string =>
  [consumer?.vpcId ?? '-', peering?.id ?? '-', endpoint.vpcEndpointId].join('/');

const toConsumer = ({ accounts }: Network, { consumer }: Candidate): ConnectionPath['consumer'] => ({
  accountId: consumer?.accountId ?? null,
  accountName: accounts.get(consumer?.accountId ?? '')?.Name ?? null,
  region: consumer?.region ?? null,
  vpcId: consumer?.vpcId ?? null,
});

const toEndpoint = ({
  endpoint: { scope, record, vpcEndpointId },
  type,
}: Candidate): ConnectionPath['endpoint'] => ({
  accountId: told(record.OwnerId) ?? scope.accountId,
  region: scope.region,
  vpcId: told(record.VpcId),
  vpcEndpointId,
  type: type ?? told(record.VpcEndpointType),
  state: endpointStateOf(record),
});

const toService = ({ service }: Candidate): ConnectionPath['service'] => ({
  name: service.name,
  region: service.region,
  owner: service.owner,
  ownerSource: service.ownerSource,
  family: service.family,
  ports: service.ports,
});

/** The name is told last, and is no part of the verdict. */
const withName = (judgement: Judgement, { dns, hop }: Named): Judgement => ({
  ...judgement,
  dns,
  hops: [...judgement.hops, hop],
});

const toPath = (network: Network, candidate: Candidate, judged: Judgement): ConnectionPath => ({
  id: idOf(candidate),
  ...classify(candidate),
  consumer: toConsumer(network, candidate),
  peeringId: candidate.peering?.id ?? null,
  endpoint: toEndpoint(candidate),
  service: toService(candidate),
  ...judged,
});

/** Every connection path of the network, classified and judged, sorted by ID. */
export const findPaths = (network: Network, config: Config): ConnectionPath[] => {
  const nameOf = createNames(network);
  const judgeWithName = (candidate: Candidate): Judgement =>
    withName(judge(network, candidate, config), nameOf(candidate));
  return findCandidates(network, config)
    .map((candidate) => toPath(network, candidate, judgeWithName(candidate)))
    .sort((a, b) => compareText(a.id, b.id));
};
