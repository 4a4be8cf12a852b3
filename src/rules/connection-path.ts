import type { Evidence, Finding, SubjectPart } from '#model/finding.ts';
import { findingId } from '#model/finding-id.ts';
import { coverageOf, type Operation, operations } from '#model/inventory.ts';
import { partitionOf } from '#model/partition.ts';
import type { ConnectionPath, PathClass } from '#model/path.ts';
import { compareScopes, type Scope, scopeKey } from '#model/scope.ts';
import type { Network } from '#network/network.ts';
import { nameInIds, type Rule, type RuleInput } from './rule.ts';

const id = 'connection-path';

const reads: readonly Operation[] = [
  operations.VpcEndpoints,
  operations.VpcPeeringConnections,
  // The owner of the service decides the class, and so whether the path is published at all.
  operations.ServiceDetails,
  // The client VPC's owner decides whose the finding is, and a peering does not always tell it.
  operations.Vpcs,
  // What the verdict is made of: a night that could not read it must not change what a better one found.
  operations.Subnets,
  operations.RouteTables,
  operations.NetworkAcls,
  operations.NetworkInterfaces,
  operations.SecurityGroups,
  operations.ManagedPrefixLists,
];

const labels: Record<PathClass, string> = {
  'same-region-aws-service': 'AWS service in the same Region',
  'cross-region-aws-service': 'AWS service in another Region',
  'same-region-endpoint-service': 'Endpoint service in the same Region',
  'cross-region-endpoint-service': 'Endpoint service in another Region',
  'peering-routed-bedrock': 'Bedrock over a peering',
  'peering-routed-aws-service': 'AWS service over a peering',
  'gateway-load-balancer': 'Gateway Load Balancer endpoint',
  resource: 'Resource endpoint',
  'service-network': 'Service network endpoint',
  tunnel: 'Tunnel endpoint',
  unclassified: 'Unclassified path',
};

const titleOf = (path: ConnectionPath): string => {
  const { consumer, service, endpoint } = path;
  // Never the account's name, which not every run may read.
  const place = [consumer.accountId, consumer.region].filter((text) => text !== null);
  const from = `${consumer.vpcId ?? 'unknown VPC'}${place.length === 0 ? '' : ` (${place.join(', ')})`}`;
  const to = service.name === null ? '' : ` to ${service.name} in ${service.region ?? 'an unknown Region'}`;
  return `${labels[path.class]}: ${from}${to} through ${endpoint.vpcEndpointId}`;
};

const evidenceOf = (path: ConnectionPath): string => {
  const verdict =
    path.firstFailedHop === null
      ? `Verdict: ${path.verdict}.`
      : `Verdict: ${path.verdict}, at ${path.firstFailedHop}.`;
  // Names rest on other reads, and have no part in the verdict.
  const hops = path.hops.filter((hop) => hop.name !== 'name');
  const details = hops.map((hop) => `${hop.name}: ${hop.detail.replace(/\.$/, '')}.`);
  return [path.because, verdict, ...details, path.fix].filter((text) => text !== null).join(' ');
};

/** The scope of a VPC whose account is in the Organization; others can neither be read nor hold a finding. */
const scopeInOrganization = (
  { accounts }: Network,
  { accountId, region }: { accountId: string | null; region: string | null },
): Scope | null =>
  accountId !== null && region !== null && accounts.has(accountId) ? { accountId, region } : null;

const unique = (scopes: readonly (Scope | null)[]): Scope[] => {
  const known = scopes.filter((scope) => scope !== null);
  return [...new Map(known.map((scope) => [scopeKey(scope), scope])).values()].sort(compareScopes);
};

const part = ({ accountId, region }: Scope, operation: Operation, partId: string): SubjectPart => ({
  accountId,
  region,
  operation,
  id: partId,
});

const dependsOn = (network: Network, path: ConnectionPath, seenIn: Scope): Evidence => {
  const peering = network.peerings.get(path.peeringId ?? '');
  const sides = peering === undefined ? [] : [peering.requester, peering.accepter];
  const showing = unique(sides.map((side) => scopeInOrganization(network, side)));
  return {
    scopes: unique([scopeInOrganization(network, path.consumer), seenIn]),
    parts: [
      part(seenIn, operations.VpcEndpoints, path.endpoint.vpcEndpointId),
      ...showing.map((side) => part(side, operations.VpcPeeringConnections, path.peeringId ?? '')),
    ],
  };
};

/**
 * Did a failed read leave the owner to the service's name, or to whoever offers it? Another class or wording may be
 * the right one then, so what a better night found must stand. (Details that nobody ever asked for are no failure: the name is the best there is.)
 */
const isGuess = (network: Network, path: ConnectionPath, seenIn: Scope): boolean => {
  if (path.service.name === null || path.service.ownerSource === 'service-details') return false;
  const inventory = network.inventories.get(scopeKey(seenIn));
  const coverage = inventory === undefined ? null : coverageOf(inventory, 'ServiceDetails');
  return coverage?.complete === false && path.class !== 'gateway-load-balancer';
};

/**
 * Is it told whose the finding is? Where a peering leaves out its client's owner or Region, only the client's own
 * scope tells them: a run that did not read it must not make a second finding of the same path elsewhere.
 */
const isOwnerTold = (
  { accounts }: Network,
  { consumer: { vpcId, accountId, region } }: ConnectionPath,
): boolean => vpcId === null || (accountId !== null && (region !== null || !accounts.has(accountId)));

const toFinding = (network: Network, path: ConnectionPath, seenIn: Scope): Finding => {
  const owner =
    scopeInOrganization(network, path.consumer) ?? scopeInOrganization(network, path.endpoint) ?? seenIn;
  const { accountId, region, vpcEndpointId } = path.endpoint;
  const partition = partitionOf(owner.region);
  return {
    id: findingId({ partition, ...owner, rule: nameInIds(connectionPath), subjectId: path.id }),
    rule: id,
    severity: 'informational',
    status: isOwnerTold(network, path) && !isGuess(network, path, seenIn) ? 'passed' : 'not-evaluated',
    title: titleOf(path),
    ...owner,
    subject: {
      type: 'Other',
      id: path.id,
      arn: `arn:${partition}:ec2:${region ?? seenIn.region}:${accountId ?? seenIn.accountId}:vpc-endpoint/${vpcEndpointId}`,
    },
    pathIds: [path.id],
    evidence: evidenceOf(path),
    remediation: null,
    fixOwner: null,
    firstSeenAt: null,
    exemption: null,
    dependsOn: dependsOn(network, path, seenIn),
  };
};

const evaluate = ({ network, paths, config }: RuleInput): Finding[] =>
  paths.flatMap((path) => {
    const endpoint = network.endpoints.get(path.endpoint.vpcEndpointId);
    if (endpoint === undefined) throw new Error(`Path ${path.id} is not of this network.`);
    return config.publishedClasses.includes(path.class) ? [toFinding(network, path, endpoint.scope)] : [];
  });

/** One finding a path: that it is there, and what kind it is. */
export const connectionPath: Rule = {
  id,
  formerIds: [],
  title: 'A private path to a service exists',
  severity: 'informational',
  reads,
  why: 'Every private path to a service is part of what the network lets out; you review what you can see.',
  howToFix: 'Nothing to fix: archive it by removing the endpoint or the peering when the path is not wanted.',
  evaluate,
};
