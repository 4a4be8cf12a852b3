import type { Inventory } from '#model/inventory.ts';
import type { NetworkInterface, Subnet } from '#model/records.ts';
import { addressesIn, bitsOf } from './bits.ts';
import type { Topology } from './shapes.ts';

export type Place = { subnetId: string | null; bits: string; isReal: boolean };
export type Target = Place & { groupIds: string[] | null };

const cidrOf = (subnet: Subnet, family: Topology['family']): string | undefined =>
  family === 'ipv4' ? subnet.CidrBlock : subnet.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock;

const vpcBlocks = (
  inventory: Inventory,
  vpcId: string,
  family: Topology['family'],
  told: string | undefined,
): string[] => {
  const vpc = inventory.Vpcs?.find(({ VpcId }) => VpcId === vpcId);
  const own =
    family === 'ipv4'
      ? [vpc?.CidrBlock, ...(vpc?.CidrBlockAssociationSet ?? []).map(({ CidrBlock }) => CidrBlock)]
      : (vpc?.Ipv6CidrBlockAssociationSet ?? []).map(({ Ipv6CidrBlock }) => Ipv6CidrBlock);
  const blocks = vpc === undefined ? [told] : own;
  return blocks.filter((block) => block !== undefined);
};

/** Stands for all addresses where nothing tells any: the toy ones and some that no prefix but /0 holds. */
const anywhere = (family: Topology['family']): string[] =>
  family === 'ipv4'
    ? [...addressesIn('10.0.0.0/25'), bitsOf('1.2.3.4'), bitsOf('255.255.255.255')]
    : [...addressesIn('fd00::/121'), bitsOf('::1'), bitsOf('ffff::1')];

const anyOf = (blocks: string[], family: Topology['family']): string[] =>
  blocks.length === 0 ? anywhere(family) : [...new Set(blocks.flatMap(addressesIn))];

export const sourcesOf = ({ consumer: { inventory, vpcId }, family, peering }: Topology): Place[] => {
  if (inventory.Subnets === undefined) {
    const blocks = vpcBlocks(inventory, vpcId, family, peering?.consumerCidr);
    return anyOf(blocks, family).map((bits) => ({ subnetId: null, bits, isReal: false }));
  }
  return inventory.Subnets.filter(({ VpcId }) => VpcId === vpcId).flatMap((subnet) => {
    const cidr = cidrOf(subnet, family);
    return cidr === undefined
      ? []
      : addressesIn(cidr).map((bits) => ({ subnetId: subnet.SubnetId, bits, isReal: true }));
  });
};

const addressOf = (record: NetworkInterface, family: Topology['family']): string | undefined =>
  family === 'ipv4' ? record.PrivateIpAddress : record.Ipv6Addresses?.[0]?.Ipv6Address;

const groupsOf = (groups: { GroupId?: string | undefined }[] | undefined): string[] | null =>
  groups?.map(({ GroupId }) => GroupId ?? '') ?? null;

export const targetsOf = ({
  provider: { inventory, vpcId },
  family,
  peering,
  endpointId,
}: Topology): Target[] => {
  const endpoint = inventory.VpcEndpoints?.find(({ VpcEndpointId }) => VpcEndpointId === endpointId);
  const found = (endpoint?.NetworkInterfaceIds ?? []).map((id) =>
    inventory.NetworkInterfaces?.find(({ NetworkInterfaceId }) => NetworkInterfaceId === id),
  );
  const targets: Target[] = found.flatMap((record) => {
    const address = record === undefined ? undefined : addressOf(record, family);
    if (record === undefined || address === undefined) return [];
    return [
      {
        subnetId: record.SubnetId ?? null,
        bits: bitsOf(address),
        isReal: true,
        groupIds: groupsOf(record.Groups),
      },
    ];
  });
  if (!found.includes(undefined)) return targets;
  const subnetIds = endpoint?.SubnetIds ?? [];
  const open = subnetIds.filter((id) => found.every((record) => record?.SubnetId !== id));
  // AWS puts one interface in each subnet: where that does not hold, an unread one may be anywhere.
  const left = subnetIds.length === found.length ? open : [];
  for (const subnetId of left.length === 0 ? [null] : left) {
    const subnet = inventory.Subnets?.find(({ SubnetId }) => SubnetId === subnetId);
    const cidr = subnet === undefined ? undefined : cidrOf(subnet, family);
    const blocks = cidr === undefined ? vpcBlocks(inventory, vpcId, family, peering?.providerCidr) : [cidr];
    targets.push(
      ...anyOf(blocks, family).map((bits) => ({
        subnetId,
        bits,
        isReal: false,
        groupIds: groupsOf(endpoint?.Groups),
      })),
    );
  }
  return targets;
};
