import { intersect, unite } from '#network/addresses/ranges.ts';
import { parseBlocks, vpcBlocks } from '#network/blocks.ts';
import { endpointStateOf } from '#network/endpoint-state.ts';
import { endpointTypeOf } from '#network/endpoint-type.ts';
import { joinInventories } from '#network/join.ts';
import type { NetworkVpc } from '#network/network.ts';
import { leadsTo } from './match-paths.ts';
import type { World } from './world.ts';

/** An endpoint to the service in its own Region, in a VPC that is not peered with the one that asks. */
export type Host = { vpcEndpointId: string; groupId: string | null; vpc: NetworkVpc };

const addressesOf = ({ record }: NetworkVpc) =>
  unite(record === null ? [] : parseBlocks(vpcBlocks(record, 'ipv4'), 'ipv4').cidrs);

/**
 * Endpoints that the VPC could be peered with, the account's own first: available, reached by network interfaces, in a
 * VPC whose addresses are known not to overlap (AWS: no peering between VPCs that do).
 */
export const hostsOf = ({ inventories, consumer, asked, question, home }: World): Host[] => {
  const network = joinInventories({ accounts: [], inventories });
  const own = addressesOf(consumer);
  return [...network.endpoints.values()]
    .filter(({ record, scope }) => {
      const type = endpointTypeOf(record);
      return (
        scope.region === question.serviceRegion &&
        type !== null &&
        type !== 'Gateway' &&
        endpointStateOf(record) === 'available' &&
        leadsTo(record, scope.region, { asked, serviceRegion: question.serviceRegion })
      );
    })
    .flatMap(({ vpcEndpointId, record }) => {
      const vpc = network.vpcs.get(record.VpcId ?? '');
      if (vpc === undefined || vpc.vpcId === consumer.vpcId || vpc.record === null) return [];
      if (intersect(own, addressesOf(vpc)).length > 0) return [];
      return [{ vpcEndpointId, groupId: record.Groups?.[0]?.GroupId ?? null, vpc }];
    })
    .toSorted(
      (a, b) =>
        Number(b.vpc.accountId === home.accountId) - Number(a.vpc.accountId === home.accountId) ||
        (a.vpcEndpointId < b.vpcEndpointId ? -1 : 1),
    );
};
