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
import { createShare, type Share } from './share.ts';

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

type Told = { judged: Judgement; named: Named; share: Share };

/** The name is told last, and is no part of the verdict. */
const toPath = (
  network: Network,
  candidate: Candidate,
  { judged, named, share }: Told,
): ConnectionPath => {
  const { class: pathClass, because } = classify(candidate);
  return {
    id: idOf(candidate),
    class: pathClass,
    because: share(because),
    consumer: share(toConsumer(network, candidate)),
    peeringId: candidate.peering?.id ?? null,
    endpoint: share(toEndpoint(candidate)),
    service: share(toService(candidate)),
    verdict: judged.verdict,
    unknownReason: judged.unknownReason,
    family: judged.family,
    provided: share(judged.provided),
    hops: judged.hops.concat(named.hop).map(share),
    firstFailedHop: judged.firstFailedHop,
    fix: judged.fix,
    subnets: share(judged.subnets),
    notAssessed: share(judged.notAssessed),
    dns: share(named.dns),
  };
};

/** Every connection path of the network, classified and judged, sorted by ID. */
export const findPaths = (network: Network, config: Config): ConnectionPath[] => {
  const nameOf = createNames(network);
  const share = createShare();
  return findCandidates(network, config)
    .map((candidate) =>
      toPath(network, candidate, {
        judged: judge(network, candidate, config),
        named: nameOf(candidate),
        share,
      }),
    )
    .sort((a, b) => compareText(a.id, b.id));
};
