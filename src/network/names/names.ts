import { operations } from '#model/inventory.ts';
import type { ConnectionPath, Hop } from '#model/path.ts';
import { compareText, scopeKey } from '#model/scope.ts';
import type { Network, NetworkEndpoint, NetworkVpc } from '../network.ts';
import { oncePerRecent } from '../once-per.ts';
import { quoted } from '../quoted.ts';
import type { Candidate } from '../verdict.ts';
import { createAddresses } from './addresses.ts';
import { type Answer, judgeEnds } from './judge-end.ts';
import { createPrivateNames } from './private-names.ts';
import { endsOf } from './resolve.ts';
import { ownNames } from './targets.ts';
import { createVpcNames } from './vpc-names.ts';

/** What the service's usual host name resolves to in the consumer's VPC. */
export type Named = { dns: ConnectionPath['dns']; hop: Hop };

const statuses: Record<Answer['resolves'], Hop['status']> = {
  endpoint: 'pass',
  elsewhere: 'fail',
  public: 'fail',
  nxdomain: 'fail',
  unknown: 'unknown',
};

const told = (name: string | null, { resolves, resource, detail }: Answer): Named => ({
  dns: { name, resolves },
  hop: { name: 'name', status: statuses[resolves], resource, detail },
});

/** VPCs whose names are kept arranged: paths are found VPC by VPC, neighbours near one another, so that few are arranged twice. */
const vpcsKept = 128;

/**
 * Tells, for each path, what the service's usual host name resolves to in the consumer's VPC: this endpoint, something
 * else, the public address, nothing. A service without one is called by the endpoint's own name, which is public.
 * A gateway endpoint takes what goes to the public address, so there that passes.
 */
export const createNames = (network: Network): ((candidate: Candidate) => Named) => {
  const addressesOf = createAddresses(network);
  const privateNames = createPrivateNames(network);
  const inVpc = oncePerRecent(vpcsKept, createVpcNames(network));

  /** In a VPC the endpoint's own name leads to it by public DNS, unless something there answers for it. */
  const ownAnswer = (vpc: NetworkVpc, endpoint: NetworkEndpoint, own: string): Answer => {
    const answer = judgeEnds(endsOf(inVpc(vpc), own), endpoint, addressesOf(endpoint));
    return answer.resolves === 'public' ? { ...answer, resolves: 'endpoint' } : answer;
  };

  const withoutUsualName = ({ endpoint, service, consumer }: Candidate): Named => {
    const { vpcEndpointId: resource, scope } = endpoint;
    const unknown = (detail: string) => told(null, { resolves: 'unknown', resource, detail });
    const names = service.name === null ? [] : privateNames.ofService(endpoint);
    if (names === null) {
      const read = `${operations.ServiceDetails} in ${scopeKey(scope)}`;
      return unknown(`The host name of ${quoted(service.name ?? '')} was not told (${read}).`);
    }
    const [pattern] = names.toSorted(compareText);
    if (pattern !== undefined) {
      return unknown(`The service has only names of the client's choice, such as ${quoted(pattern)}.`);
    }
    const [own] = ownNames(endpoint);
    if (own === undefined || consumer === null) return unknown(`AWS told no DNS name of ${resource}.`);
    const { detail, ...answer } = ownAnswer(consumer, endpoint, own);
    const why = `There is no private DNS name; clients use the endpoint's own, ${quoted(own)}.`;
    return told(own, { ...answer, detail: answer.resolves === 'endpoint' ? why : `${why} ${detail}` });
  };

  const instead = (vpc: NetworkVpc, endpoint: NetworkEndpoint): string => {
    const [own] = ownNames(endpoint);
    const leads = own !== undefined && ownAnswer(vpc, endpoint, own).resolves === 'endpoint';
    return leads ? ` The endpoint's own name does lead to it: ${quoted(own)}.` : '';
  };

  return (candidate) => {
    const { consumer, endpoint, service, type } = candidate;
    const { hostName } = service;
    if (hostName === null) return withoutUsualName(candidate);
    if (consumer === null) {
      const detail = 'AWS did not say which VPC the endpoint is in.';
      return told(hostName, { resolves: 'unknown', resource: null, detail });
    }
    const answer = judgeEnds(endsOf(inVpc(consumer), hostName), endpoint, addressesOf(endpoint));
    const named = told(hostName, answer);
    if (type === 'Gateway' && answer.resolves === 'public') {
      const detail = `${answer.detail} A gateway endpoint takes what is sent to the public address.`;
      return { ...named, hop: { ...named.hop, status: 'pass', detail } };
    }
    if (named.hop.status !== 'fail') return named;
    return { ...named, hop: { ...named.hop, detail: `${answer.detail}${instead(consumer, endpoint)}` } };
  };
};
