import type { ConnectionPath, Hop } from '#model/path.ts';
import type { Network, NetworkVpc } from '../network.ts';
import { quoted } from '../quoted.ts';
import type { Candidate } from '../verdict.ts';
import { createAddresses } from './addresses.ts';
import { type Answer, judgeEnds } from './judge-end.ts';
import { createPrivateNames } from './private-names.ts';
import { endsOf } from './resolve.ts';
import { ownNames } from './targets.ts';
import { createVpcNames, type VpcNames } from './vpc-names.ts';

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

/**
 * Tells, for each path, what the service's usual host name resolves to in the consumer's VPC: this endpoint, something
 * else, the public address, nothing. A service without one is called by the endpoint's own name, which is public.
 * A gateway endpoint takes what goes to the public address, so there that passes. Each VPC is arranged once.
 */
export const createNames = (network: Network): ((candidate: Candidate) => Named) => {
  const namesOf = createVpcNames(network);
  const addressesOf = createAddresses(network);
  const privateNames = createPrivateNames(network);
  const known = new Map<string, VpcNames>();

  const inVpc = (vpc: NetworkVpc): VpcNames => {
    const names = known.get(vpc.vpcId) ?? namesOf(vpc);
    known.set(vpc.vpcId, names);
    return names;
  };

  const withoutUsualName = ({ endpoint, service }: Candidate): Named => {
    const { vpcEndpointId: resource } = endpoint;
    const [own = null] = ownNames(endpoint);
    const names = service.name === null ? [] : privateNames.ofService(endpoint);
    if (names === null) {
      const detail = `The host name of ${quoted(service.name ?? '')} was not told (DescribeVpcEndpointServices in ${endpoint.scope.accountId}/${endpoint.scope.region}).`;
      return told(null, { resolves: 'unknown', resource, detail });
    }
    if (names.length > 0) {
      const detail = `The service has only names of the client's choice, such as ${quoted(names[0] ?? '')}.`;
      return told(null, { resolves: 'unknown', resource, detail });
    }
    if (own === null) {
      return told(null, { resolves: 'unknown', resource, detail: `AWS told no DNS name of ${resource}.` });
    }
    const detail = `There is no private DNS name; clients use the endpoint's own, ${quoted(own)}.`;
    return told(own, { resolves: 'endpoint', resource, detail });
  };

  const instead = ({ endpoint }: Candidate): string => {
    const [own] = ownNames(endpoint);
    return own === undefined ? '' : ` The endpoint's own name works there: ${quoted(own)}.`;
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
    return { ...named, hop: { ...named.hop, detail: `${answer.detail}${instead(candidate)}` } };
  };
};
