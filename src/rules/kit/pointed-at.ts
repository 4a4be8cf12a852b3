import { isAlive } from '#model/account.ts';
import { operations } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import { scopeKey } from '#model/scope.ts';
import { groupBy } from '#network/collections.ts';
import { endpointStateHop, endpointStateOf } from '#network/endpoint-state.ts';
import { type Pointer, pairKey } from '#network/names/pointers.ts';
import type { Network, NetworkEndpoint, NetworkVpc } from '#network/network.ts';
import { hasNoRoute } from '#network/no-route.ts';
import { oncePer, oncePerKey } from '#network/once-per.ts';
import { quoted } from '#network/quoted.ts';
import type { RuleInput } from '../rule.ts';
import { isEmptyVpc } from './empty-vpc.ts';
import { hopOwner } from './hop-owner.ts';

/**
 * What became of an endpoint that a private name gives, for one VPC. `stale` is proved; `missing` is an endpoint that
 * nobody in the Organization has; `unread` is what a read would tell; `open-question` is what none would.
 */
export type PointedAt = {
  state: 'there' | 'stale' | 'missing' | 'unread' | 'open-question';
  detail: string;
  /** The change that mends it, in the account that has to make it; null where the name itself has to change. */
  fix: { text: string | null; owner: string | null } | null;
};

const told = (state: PointedAt['state'], detail: string, fix: PointedAt['fix'] = null): PointedAt => ({
  state,
  detail,
  fix,
});

/** Were the endpoints of every account read in a Region? Those that are closed answer nothing, and nobody's clients use them. */
const isReadEverywhere = oncePer(({ network, isComplete, isListed }: RuleInput) =>
  oncePerKey(
    (region: string): boolean =>
      isListed &&
      [...network.accounts.values()]
        .filter(isAlive)
        .every(({ Id }) => isComplete({ accountId: Id, region }, operations.VpcEndpoints)),
  ),
);

/** An endpoint that no scope lists: an ARN tells whose it would be, a DNS name the Region alone. */
const unlisted = ({ vpcEndpointId, place, scope }: Pointer, input: RuleInput): PointedAt => {
  const { accountId, region } = place;
  if (accountId !== null && region !== null) {
    const where = scopeKey({ accountId, region });
    return input.isComplete({ accountId, region }, operations.VpcEndpoints)
      ? told('stale', `${vpcEndpointId} is not there any more (${operations.VpcEndpoints} in ${where})`)
      : told('unread', `${vpcEndpointId}: not read (${operations.VpcEndpoints} in ${where})`);
  }
  const regions = [...new Set([region ?? scope.region, scope.region])];
  const isSure = region !== null && regions.every(isReadEverywhere(input));
  return isSure
    ? told(
        'missing',
        `no account of the Organization has ${vpcEndpointId} in ${regions.join(' or ')}: it was deleted, or it is somebody else's`,
      )
    : told('unread', `${vpcEndpointId} is in no scope that was read, and not all were`);
};

const pathsByPair = oncePer((paths: RuleInput['paths']) =>
  groupBy(paths, ({ consumer, endpoint }) => pairKey(consumer.vpcId, endpoint.vpcEndpointId)),
);

/** By VPC: those it is peered with. */
const peersOf = oncePer(({ peerings }: Network) => {
  const sides = [...peerings.values()].flatMap(({ requester: { vpcId: a }, accepter: { vpcId: b } }) => [
    pairKey(a, b ?? ''),
    pairKey(b, a ?? ''),
  ]);
  return new Set(sides);
});

const isUnread = ({ unknownReason }: ConnectionPath): boolean => unknownReason === 'not-read';

const byPaths = (paths: readonly ConnectionPath[], network: Network): PointedAt => {
  const [first] = paths;
  const { consumer, endpoint } = first ?? {};
  const pair = `${endpoint?.vpcEndpointId} from ${consumer?.vpcId}`;
  if (paths.some(({ verdict }) => verdict === 'usable' || verdict === 'partial')) {
    return told('there', `${pair} is reached`);
  }
  if (first !== undefined && paths.every(({ verdict }) => verdict === 'blocked')) {
    const hop = first.firstFailedHop;
    const owner = hop === null ? null : hopOwner(network, first, hop);
    return told('stale', `no path to ${pair} is open, closed at ${hop}`, { text: first.fix, owner });
  }
  return told(paths.some(isUnread) ? 'unread' : 'open-question', `whether ${pair} is reached is not known`);
};

const routeReads = [operations.Subnets, operations.RouteTables, operations.ManagedPrefixLists];

/** Was all read that tells the routes from a VPC to an endpoint? */
const areRoutesRead = (
  { home }: NetworkVpc,
  { scope }: NetworkEndpoint,
  { isComplete }: RuleInput,
): boolean =>
  home !== null &&
  routeReads.every((operation) => isComplete(home, operation)) &&
  isComplete(scope, operations.NetworkInterfaces);

const withoutPath = (vpcId: string, endpoint: NetworkEndpoint, input: RuleInput): PointedAt => {
  const { network } = input;
  const { vpcEndpointId, record } = endpoint;
  const doubt = `whether ${vpcEndpointId} from ${vpcId} is reached is not known`;
  const vpc = network.vpcs.get(vpcId);
  if (peersOf(network).has(pairKey(vpcId, record.VpcId ?? ''))) return told('open-question', doubt);
  if (vpc === undefined || !areRoutesRead(vpc, endpoint, input)) return told('unread', doubt);
  if (hasNoRoute(network, vpc, endpoint) === null) return told('open-question', doubt);
  return told('stale', `no peering joins ${vpcId} to ${vpcEndpointId}, and no route leads there`);
};

const fromVpc = (vpcId: string, endpoint: NetworkEndpoint, input: RuleInput): PointedAt => {
  if (isEmptyVpc(input.network, vpcId)) return told('there', `${vpcId} has no subnet, and so no client`);
  const paths = pathsByPair(input.paths).get(pairKey(vpcId, endpoint.vpcEndpointId)) ?? [];
  return paths.length > 0 ? byPaths(paths, input.network) : withoutPath(vpcId, endpoint, input);
};

/** What became of the endpoint of a private name, for each of its VPCs, or for all of them at once. */
export const pointedAt = (pointer: Pointer, input: RuleInput): PointedAt[] => {
  const endpoint = input.network.endpoints.get(pointer.vpcEndpointId);
  if (endpoint === undefined) return [unlisted(pointer, input)];
  if (endpointStateHop(endpoint.record).status === 'fail') {
    const state = endpointStateOf(endpoint.record) ?? 'unknown';
    return [told('stale', `${pointer.vpcEndpointId} is ${quoted(state)}`)];
  }
  return [...new Set(pointer.vpcIds)].toSorted().map((vpcId) => fromVpc(vpcId, endpoint, input));
};
