import type { Step } from '#model/explanation.ts';
import type { ConnectionPath, Hop, HopName } from '#model/path.ts';
import type { Family } from '#network/addresses/cidr.ts';
import { type AddressSet, unite } from '#network/addresses/ranges.ts';
import { subnetBlocks } from '#network/blocks.ts';
import { factsOf } from '#network/facts.ts';
import type { Network, NetworkEndpoint, NetworkPeering, NetworkVpc } from '#network/network.ts';
import type { PortRange } from '#network/port-range.ts';
import { destinationsOf } from '#network/reach/destinations.ts';
import { sourcesOf } from '#network/reach/sources.ts';
import { closedAcls, closedTables, routesToAdd, tableOf } from './closed.ts';
import { cidrsOf, placeOf } from './ends.ts';
import { acceptPeering, addRoutes, admit, leadName, openAcls, told } from './steps.ts';

export type ChangeInput = {
  network: Network;
  path: ConnectionPath;
  clientPorts: PortRange;
};

/** A path's two ends, and the addresses on them. */
type Ends = ChangeInput & {
  family: Family;
  consumer: NetworkVpc;
  provider: NetworkVpc;
  endpoint: NetworkEndpoint;
  peering: NetworkPeering | null;
  /** All addresses of the consumer's subnets, and all of the endpoint. */
  clients: AddressSet;
  addresses: AddressSet;
  clientCidrs: readonly string[];
  /** Of the subnets that the endpoint is in. */
  endpointCidrs: readonly string[];
  clientSubnets: readonly string[];
  endpointSubnets: readonly string[];
};

const sidesOf = (peering: NetworkPeering | null, consumer: NetworkVpc) => {
  if (peering === null) return { near: [], far: [] };
  const { requester, accepter } = peering;
  return requester.vpcId === consumer.vpcId
    ? { near: requester.cidrs, far: accepter.cidrs }
    : { near: accepter.cidrs, far: requester.cidrs };
};

const endsOf = (input: ChangeInput): Ends | null => {
  const { network, path } = input;
  const consumer = network.vpcs.get(path.consumer.vpcId ?? '');
  const provider = network.vpcs.get(path.endpoint.vpcId ?? '');
  const endpoint = network.endpoints.get(path.endpoint.vpcEndpointId);
  if (consumer === undefined || provider === undefined || endpoint === undefined) return null;
  const peering = network.peerings.get(path.peeringId ?? '') ?? null;
  const family = path.family ?? 'ipv4';
  const sides = sidesOf(peering, consumer);
  const facts = factsOf(network);
  const there = facts(provider);
  const found = destinationsOf({ endpoint: endpoint.record, facts: there, peeringCidrs: sides.far, family });
  const sources = sourcesOf(facts(consumer), sides.near, family);
  const endpointSubnets = found.flatMap(({ subnet }) => (subnet.isKnown ? subnet.value : []));
  const blocks = endpointSubnets.flatMap((id) => {
    const subnet = there.subnet(id);
    return subnet === null ? [] : subnetBlocks(subnet, family);
  });
  const farCidrs = blocks.length > 0 ? blocks : cidrsOf(provider, sides.far, family);
  return {
    ...input,
    family,
    consumer,
    provider,
    endpoint,
    peering,
    clients: unite(sources.flatMap(({ addresses }) => addresses)),
    addresses: unite(found.flatMap(({ addresses }) => addresses)),
    clientCidrs: cidrsOf(consumer, sides.near, family),
    endpointCidrs: [...new Set(farCidrs)].toSorted(),
    clientSubnets: sources.flatMap(({ subnet }) => (subnet.isKnown ? subnet.value : [])),
    endpointSubnets,
  };
};

const routeChange = (ends: Ends, hop: Hop, end: 'consumer' | 'provider'): Step => {
  const { network, peering, family } = ends;
  const isOut = end === 'consumer';
  const vpc = ends[end];
  if (peering === null) return told(placeOf(vpc), ends.path.fix ?? hop.detail);
  const closed = closedTables(factsOf(network)(vpc), isOut ? ends.clientSubnets : ends.endpointSubnets, {
    family,
    addresses: isOut ? ends.addresses : ends.clients,
    goal: { kind: 'peering', peeringId: peering.id },
  });
  const tableIds = closed.length > 0 ? closed : [hop.resource ?? vpc.vpcId];
  const cidrs = isOut ? ends.endpointCidrs : ends.clientCidrs;
  return addRoutes({
    place: placeOf(vpc),
    routes: tableIds.flatMap((tableId) =>
      routesToAdd(tableOf(network, vpc, tableId), cidrs, peering.id).map((route) => ({ tableId, ...route })),
    ),
    peeringId: peering.id,
    way: isOut ? 'to the endpoint' : 'back to the clients',
    because: hop.detail,
  });
};

const aclChange = (ends: Ends, hop: Hop, end: 'consumer' | 'provider'): Step => {
  const { network, family, clientPorts, path } = ends;
  const isOut = end === 'consumer';
  const vpc = ends[end];
  const direction = isOut ? 'out' : 'in';
  const { ports } = path.service;
  const closed = closedAcls(factsOf(network)(vpc), isOut ? ends.clientSubnets : ends.endpointSubnets, {
    traffic: (ports ?? [null]).map((port) => ({ request: direction, family, port, clientPorts })),
    addresses: isOut ? ends.addresses : ends.clients,
  });
  return openAcls({
    place: placeOf(vpc),
    aclIds: closed.length > 0 ? closed : [hop.resource ?? vpc.vpcId],
    cidrs: isOut ? ends.endpointCidrs : ends.clientCidrs,
    ports,
    clientPorts,
    direction,
    because: hop.detail,
  });
};

const peeringChange = ({ peering, consumer, path }: Ends, hop: Hop): Step => {
  if (peering === null) return told(placeOf(consumer), hop.detail);
  const { accountId, region } = peering.accepter;
  return peering.status === 'pending-acceptance'
    ? acceptPeering({ accountId, region }, peering.id)
    : told(
        { accountId, region },
        path.firstFailedHop === 'peering-state' ? (path.fix ?? hop.detail) : hop.detail,
      );
};

const groupsOf = ({ endpoint }: Ends): string[] =>
  (endpoint.record.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []);

const changes: Record<HopName, (ends: Ends, hop: Hop) => Step> = {
  'endpoint-state': (ends, hop) => told(placeOf(ends.provider), ends.path.fix ?? hop.detail),
  'peering-state': peeringChange,
  'consumer-route': (ends, hop) => routeChange(ends, hop, 'consumer'),
  'consumer-nacl': (ends, hop) => aclChange(ends, hop, 'consumer'),
  'endpoint-subnet-nacl': (ends, hop) => aclChange(ends, hop, 'provider'),
  'endpoint-security-groups': (ends, hop) =>
    admit(placeOf(ends.provider), groupsOf(ends)[0] ?? hop.resource ?? ends.endpoint.vpcEndpointId, {
      cidrs: ends.clientCidrs,
      ports: ends.path.service.ports,
    }),
  'return-route': (ends, hop) => routeChange(ends, hop, 'provider'),
  name: ({ consumer, path }) =>
    leadName({ consumer: { ...placeOf(consumer), vpcId: consumer.vpcId }, hostName: path.dns.name }),
};

/** The change for each hop of a path that fails, in the order a packet meets them; the name's comes last. */
export const changesOf = (input: ChangeInput): Step[] => {
  const ends = endsOf(input);
  return ends === null
    ? []
    : input.path.hops.filter(({ status }) => status === 'fail').map((hop) => changes[hop.name](ends, hop));
};
