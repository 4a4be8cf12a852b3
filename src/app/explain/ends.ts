import type { Subnet } from '#model/records.ts';
import { compareText } from '#model/scope.ts';
import type { Family } from '#network/addresses/cidr.ts';
import { vpcBlocks } from '#network/blocks.ts';
import type { Facts } from '#network/facts.ts';
import type { NetworkVpc } from '#network/network.ts';

/** Where a change is made, as a step tells it. */
export type Place = { accountId: string | null; region: string | null };

export const placeOf = ({ accountId, region }: NetworkVpc): Place => ({ accountId, region });

/** The CIDRs of a VPC; what a peering tells of it where its own record was not read; else none. */
export const cidrsOf = ({ record }: NetworkVpc, told: readonly string[], family: Family): string[] => {
  const own = record === null ? [] : vpcBlocks(record, family);
  const ofFamily = told.filter((text) => text.includes(':') === (family === 'ipv6'));
  return own.length > 0 ? own : ofFamily;
};

const zoneOf = ({ AvailabilityZoneId, AvailabilityZone, SubnetId }: Subnet): string =>
  AvailabilityZoneId ?? AvailabilityZone ?? SubnetId;

/** A subnet of each zone, the first by its ID: an endpoint takes no more than one in a zone. */
export const subnetsForEndpoint = ({ subnets }: Facts): Subnet[] => {
  const sorted = (subnets.isKnown ? subnets.value : []).toSorted((a, b) =>
    compareText(a.SubnetId, b.SubnetId),
  );
  return [...new Map(sorted.toReversed().map((subnet) => [zoneOf(subnet), subnet])).values()].toReversed();
};
