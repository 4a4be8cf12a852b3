import { operations, type Read } from '#model/inventory.ts';
import { otherRegion } from '#model/other-region.ts';
import { partitionOf } from '#model/partition.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { Scope } from '#model/scope.ts';
import type { Network, NetworkEndpoint } from '#network/network.ts';
import type { Judgement, Opinion, RuleInput, Subject, TaggedResource } from '../rule.ts';
import { endpointArn } from './endpoint-subject.ts';
import { partOf, scopeInOrganization, uniqueScopes } from './places.ts';
import { vpcTags } from './tags.ts';

/** What verdicts are made of. A night that could not read it must not change what a better one found. */
export const verdictReads: readonly Read[] = [
  operations.VpcEndpoints,
  operations.VpcPeeringConnections,
  // The owner of the service decides the class, and so what the path is at all.
  operations.ServiceDetails,
  // The client VPC's owner decides whose the finding is, and a peering does not always tell it.
  operations.Vpcs,
  operations.Subnets,
  operations.RouteTables,
  operations.NetworkAcls,
  operations.NetworkInterfaces,
  operations.SecurityGroups,
  operations.ManagedPrefixLists,
];

/** What the service's usual name in a VPC rests on. */
export const nameReads: readonly Read[] = [
  operations.HostedZones,
  operations.DhcpOptions,
  operations.ResolverRuleAssociations,
  operations.ResolverRules,
  operations.ProfileAssociations,
  operations.ProfileResourceAssociations,
  // Without both attributes a VPC's private names are not known.
  'DescribeVpcAttribute',
];

/** The endpoint of a path. Paths of another network are a mistake of the caller. */
export const endpointOf = ({ endpoints }: Network, path: ConnectionPath): NetworkEndpoint => {
  const endpoint = endpoints.get(path.endpoint.vpcEndpointId);
  if (endpoint === undefined) throw new Error(`Path ${path.id} is not of this network.`);
  return endpoint;
};

const dependsOn = (network: Network, path: ConnectionPath, seenIn: Scope): Subject['dependsOn'] => {
  const peering = network.peerings.get(path.peeringId ?? '');
  const sides = peering === undefined ? [] : [peering.requester, peering.accepter];
  const showing = uniqueScopes(sides.map((side) => scopeInOrganization(network, side)));
  return {
    scopes: uniqueScopes([scopeInOrganization(network, path.consumer), seenIn]),
    parts: [
      partOf(seenIn, operations.VpcEndpoints, path.endpoint.vpcEndpointId),
      ...showing.map((side) => partOf(side, operations.VpcPeeringConnections, path.peeringId ?? '')),
    ],
  };
};

/**
 * Is it told whose the finding is? Where a peering leaves out its client's owner or Region, only the client's own
 * scope tells them: a run that did not read it must not make a second finding of the same path elsewhere.
 */
const isOwnerTold = (
  { accounts }: Network,
  { consumer: { vpcId, accountId, region } }: ConnectionPath,
): boolean => vpcId === null || (accountId !== null && (region !== null || !accounts.has(accountId)));

const resourcesOf = (network: Network, path: ConnectionPath): TaggedResource[] => {
  const { vpcId, accountId } = path.consumer;
  const { record } = endpointOf(network, path);
  return [
    { id: path.endpoint.vpcEndpointId, accountId: path.endpoint.accountId, tags: record.Tags ?? [] },
    ...(vpcId === null ? [] : [{ id: vpcId, accountId, tags: vpcTags(network, vpcId) }]),
  ];
};

/** A path: the consumer's account has it, if that is in the Organization, else the endpoint's, else who read it. */
export const pathSubject = (network: Network, path: ConnectionPath): Subject => {
  const seenIn = endpointOf(network, path).scope;
  const owner =
    scopeInOrganization(network, path.consumer) ?? scopeInOrganization(network, path.endpoint) ?? seenIn;
  const { accountId, region, vpcEndpointId } = path.endpoint;
  const place = { accountId: accountId ?? seenIn.accountId, region: region ?? seenIn.region };
  return {
    owner,
    isOwnerSure: isOwnerTold(network, path),
    subject: {
      type: 'Other',
      id: path.id,
      arn: endpointArn(partitionOf(owner.region), place, vpcEndpointId),
    },
    pathIds: [path.id],
    toRegion: otherRegion(path),
    dependsOn: dependsOn(network, path, seenIn),
    resources: resourcesOf(network, path),
  };
};

/** Judges every path; null where the rule does not concern it. */
export const overPaths = (judge: (path: ConnectionPath, input: RuleInput) => Opinion | null) =>
  function* (input: RuleInput): Generator<Judgement> {
    for (const path of input.paths) {
      const opinion = judge(path, input);
      if (opinion !== null) yield { about: pathSubject(input.network, path), opinion };
    }
  };

/** The client VPC and where it is, for titles. Never the account's name, which not every run may read. */
export const consumerText = ({ consumer }: ConnectionPath): string => {
  const place = [consumer.accountId, consumer.region].filter((text) => text !== null);
  return `${consumer.vpcId ?? 'unknown VPC'}${place.length === 0 ? '' : ` (${place.join(', ')})`}`;
};
