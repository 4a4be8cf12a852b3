import { operations } from '#model/inventory.ts';
import type { ConnectionPath, PathClass } from '#model/path.ts';
import { groupBy } from '#network/collections.ts';
import { endpointStateOf } from '#network/endpoint-state.ts';
import type { NetworkEndpoint } from '#network/network.ts';
import { quoted } from '#network/quoted.ts';
import { endpointReads, endpointSubject } from './kit/endpoint-subject.ts';
import { endpointOf } from './kit/path-subject.ts';
import { standingOf } from './kit/standing.ts';
import type { Judgement, Opinion, Rule, RuleInput } from './rule.ts';

const classes: ReadonlySet<PathClass> = new Set([
  'same-region-endpoint-service',
  'cross-region-endpoint-service',
]);

/** States that no acceptance of the service's owner brings back. */
const ends: ReadonlySet<string | null> = new Set(['deleting', 'deleted', 'failed', 'expired']);

const toOpinion = (path: ConnectionPath, endpoint: NetworkEndpoint, input: RuleInput): Opinion => {
  const { service, endpoint: at } = path;
  const name = quoted(service.name ?? '');
  const unknown = `Whose endpoint service endpoint ${at.vpcEndpointId} leads to is not known`;
  const fixOwner = at.accountId ?? endpoint.scope.accountId;
  if (service.owner === null) {
    return { status: 'not-evaluated', title: unknown, evidence: `Nobody told the owner of service ${name}.` };
  }
  if (service.owner === 'aws-marketplace') {
    return {
      status: 'warning',
      severity: 'medium',
      title: `Endpoint ${at.vpcEndpointId} leads to an endpoint service sold on AWS Marketplace`,
      evidence: `Service ${name} in ${service.region ?? 'a Region that was not told'} is of a seller on AWS Marketplace, whose account AWS does not tell.`,
      remediation: `Look up the subscription of account ${fixOwner} that service ${name} belongs to. If the seller is known, exempt the endpoint in the configuration; else delete ${at.vpcEndpointId}.`,
      fixOwner,
      isProved: true,
    };
  }
  const standing = standingOf(service.owner, input);
  if (standing === 'unknown') {
    const evidence = `Service ${name} is of ${quoted(service.owner)}, and the Organization's accounts could not be listed.`;
    return { status: 'not-evaluated', title: unknown, evidence };
  }
  if (standing !== 'outside') {
    const evidence = `Service ${name} is of ${quoted(service.owner)}: ${standing === 'trusted' ? 'trusted' : 'in the Organization'}.`;
    const title = `Endpoint ${at.vpcEndpointId} leads to an endpoint service of an owner that is known`;
    return { status: 'passed', title, evidence };
  }
  return {
    status: 'failed',
    title: `Endpoint ${at.vpcEndpointId} leads to an endpoint service of an owner that is not trusted`,
    evidence: `Service ${name} in ${service.region ?? 'a Region that was not told'} is of account ${quoted(service.owner)}, which is neither in the Organization nor trusted. The endpoint is ${quoted(at.state ?? 'in a state that was not told')}.`,
    remediation: `Find out who ${service.owner} is. If the service is meant to be used, add the account to trustedAccounts of the configuration; else delete endpoint ${at.vpcEndpointId} in account ${fixOwner} (${endpoint.scope.region}).`,
    fixOwner,
    isProved: true,
  };
};

/**
 * Judges each endpoint of an endpoint service once, by its path inside its own VPC: a client that comes over a peering
 * meets the same owner. Endpoints that are gone, or can only be made again, lead nowhere.
 */
const evaluate = function* (input: RuleInput): Generator<Judgement> {
  const own = input.paths.filter(({ peeringId }) => peeringId === null);
  const byEndpoint = groupBy(own, ({ endpoint }) => endpoint.vpcEndpointId);
  for (const paths of byEndpoint.values()) {
    const path = paths.find((one) => classes.has(one.class));
    if (path === undefined) continue;
    const endpoint = endpointOf(input.network, path);
    if (ends.has(endpointStateOf(endpoint.record))) continue;
    const about = { ...endpointSubject(input.network, endpoint), pathIds: paths.map(({ id }) => id) };
    yield { about, opinion: toOpinion(path, endpoint, input) };
  }
};

/** An endpoint whose service is a stranger's. */
export const endpointServiceOwnerUntrusted: Rule = {
  id: 'endpoint-service-owner-untrusted',
  formerIds: [],
  title: 'An endpoint leads to an endpoint service of an owner that is not trusted',
  severity: 'high',
  isOnByDefault: true,
  reads: [...endpointReads, operations.ServiceDetails],
  when: 'The service is of neither Amazon, nor an account of the Organization, nor a trusted one; of AWS Marketplace: a medium warning.',
  why: 'What the clients of the VPC send to an endpoint service goes to its owner, over a private connection that no internet gateway, proxy or firewall sees. To a stranger that is a way out for data.',
  howToFix:
    'Add the account to `trustedAccounts` if its service is meant to be used; else delete the endpoint. Allow `ec2:CreateVpcEndpoint` only for the owners you know (condition `ec2:VpceServiceOwner`).',
  evaluate,
};
