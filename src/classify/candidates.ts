import type { Config } from '#model/config.ts';
import { inBlocks } from '#model/in-blocks.ts';
import { groupBy } from '#network/collections.ts';
import { endpointTypeOf } from '#network/endpoint-type.ts';
import type { Network, NetworkPeering } from '#network/network.ts';
import { createServiceLookup } from '#network/services.ts';
import { told } from '#network/told.ts';
import type { Candidate } from '#network/verdict.ts';
import { isAwsOwned } from './candidate-facts.ts';

/** Endpoints with network interfaces; a peering leads to no other (AWS: no use of a peer's gateway endpoints). */
const reachableTypes: ReadonlySet<string | null> = new Set(['Interface', 'Resource', 'ServiceNetwork']);

type Peers = ReadonlyMap<string, readonly { peerId: string; peering: NetworkPeering }[]>;

/** By VPC ID: its peerings whose other side is told and is another VPC. */
const indexPeers = ({ peerings }: Network): Peers =>
  groupBy(
    [...peerings.values()].flatMap((peering) => {
      const [a, b] = [peering.requester.vpcId, peering.accepter.vpcId];
      if (a === null || b === null || a === b) return [];
      return [
        { vpcId: a, peerId: b, peering },
        { vpcId: b, peerId: a, peering },
      ];
    }),
    ({ vpcId }) => vpcId,
  );

/** The VPCs and all that peerings join to them, each once, neighbours near one another. */
const inNeighbourhoods = (vpcIds: Iterable<string>, peersOf: Peers): ReadonlySet<string> => {
  const met = new Set<string>();
  for (const first of vpcIds) {
    const next = [first];
    for (let vpcId = next.pop(); vpcId !== undefined; vpcId = next.pop()) {
      if (met.has(vpcId)) continue;
      met.add(vpcId);
      for (const { peerId } of peersOf.get(vpcId) ?? []) next.push(peerId);
    }
  }
  return met;
};

/** Over a peering, AWS services other than Bedrock are told as configured; all else is. */
const isToldOverPeering = ({ type, service }: Candidate, config: Config): boolean => {
  if (!reachableTypes.has(type)) return false;
  if (!isAwsOwned(service) || service.family === 'bedrock') return true;
  return config.peeringRoutedServices.some((name) => name === '*' || name === service.part);
};

/** The place of a VPC that AWS did not tell. */
const untold = '';

/** VPCs whose endpoints are taken together, which needs that many VPCs and one more compiled at a time. */
const vpcsTogether = 16;

/**
 * Every path there may be: each endpoint from inside its own VPC, and from each VPC that a visible peering, in
 * any state, joins to that VPC. What is compiled of a VPC is kept for few others, so neighbours are taken together: for a
 * few VPCs with endpoints, all that leads to them from one client VPC after another.
 */
export const findCandidates = (network: Network, config: Config): Candidate[] => {
  const serviceOf = createServiceLookup(network, config.servicePorts);
  const peersOf = indexPeers(network);
  const byVpc = groupBy(network.endpoints.values(), ({ record }) => told(record.VpcId) ?? untold);
  const consumerOf = (vpcId: string) => (vpcId === untold ? null : (network.vpcs.get(vpcId) ?? null));
  const toVpc = (vpcId: string): Candidate[] => {
    const inVpc = (byVpc.get(vpcId) ?? []).map(
      (endpoint): Candidate => ({
        endpoint,
        type: endpointTypeOf(endpoint.record),
        service: serviceOf(endpoint),
        consumer: consumerOf(vpcId),
        peering: null,
      }),
    );
    const toldOverPeering = inVpc.filter((candidate) => isToldOverPeering(candidate, config));
    const overPeerings = (peersOf.get(vpcId) ?? []).flatMap(({ peerId, peering }) => {
      const consumer = consumerOf(peerId);
      return toldOverPeering.map((candidate): Candidate => ({ ...candidate, consumer, peering }));
    });
    return inVpc.concat(overPeerings);
  };
  const withEndpoints = [...inNeighbourhoods(byVpc.keys(), peersOf)].filter((vpcId) => byVpc.has(vpcId));
  return inBlocks(withEndpoints, vpcsTogether).flatMap((vpcIds) =>
    [...groupBy(vpcIds.flatMap(toVpc), ({ consumer }) => consumer?.vpcId ?? untold).values()].flat(),
  );
};
