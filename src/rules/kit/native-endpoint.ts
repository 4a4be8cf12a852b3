import { completeList } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import { groupBy } from '#network/collections.ts';
import { inventoryOf } from '#network/inventory-of.ts';
import type { Network } from '#network/network.ts';
import { oncePer } from '#network/once-per.ts';
import { servicePart } from '#network/service-name.ts';
import type { RuleInput } from '../rule.ts';
import { scopeInOrganization } from './places.ts';

/** Endpoints of the client's own Region for the same service, `unknown` where one may not have been read. */
export type NativeEndpoints = { usable: readonly string[]; isUnknown: boolean };

const partOf = ({ service: { name, region } }: ConnectionPath): string | null =>
  name === null || region === null ? null : servicePart(name, region);

const isOfOwnRegion = ({ consumer, service, endpoint }: ConnectionPath): boolean =>
  consumer.region !== null && service.region === consumer.region && endpoint.region === consumer.region;

/** Paths to Bedrock in the client's own Region, by client VPC and service. */
const nativePaths = oncePer((paths: RuleInput['paths']) =>
  groupBy(
    paths.filter((path) => path.service.family === 'bedrock' && isOfOwnRegion(path)),
    (path) => `${path.consumer.vpcId} ${partOf(path)}`,
  ),
);

/** VPCs with a peering of the same Region to a VPC of the Organization whose endpoints were not read. */
const vpcsOfUnreadPeers = oncePer((network: Network): ReadonlySet<string | null> => {
  const isUnread = (side: { accountId: string | null; region: string | null }): boolean => {
    const scope = scopeInOrganization(network, side);
    return scope !== null && completeList(inventoryOf(network, scope), 'VpcEndpoints') === null;
  };
  const near = [...network.peerings.values()].filter((p) => p.requester.region === p.accepter.region);
  return new Set(
    near.flatMap(({ requester, accepter }) => [
      ...(isUnread(accepter) ? [requester.vpcId] : []),
      ...(isUnread(requester) ? [accepter.vpcId] : []),
    ]),
  );
});

/**
 * The endpoints for the same Bedrock service that clients of this VPC can use in their own Region: in the VPC itself or,
 * where this path leads to another Region, in a VPC that is peered with it. A central endpoint of the own Region is
 * what peerings of one Region are for: only one in the VPC itself is nearer.
 */
export const nativeEndpoints = (path: ConnectionPath, { network, paths }: RuleInput): NativeEndpoints => {
  const isFar = path.endpoint.region !== path.consumer.region;
  const others = (nativePaths(paths).get(`${path.consumer.vpcId} ${partOf(path)}`) ?? []).filter(
    ({ peeringId }) => isFar || peeringId === null,
  );
  const usable = others.filter(({ verdict }) => verdict === 'usable');
  return {
    usable: [...new Set(usable.map(({ endpoint }) => endpoint.vpcEndpointId))].sort(),
    isUnknown:
      others.some(({ unknownReason }) => unknownReason === 'not-read') ||
      (isFar && vpcsOfUnreadPeers(network).has(path.consumer.vpcId)),
  };
};
