import * as fc from 'fast-check';
import type { Inventory } from '#model/inventory.ts';
import type { IpPermission } from '#model/records.ts';
import { addressText, cidr, cidrText, type Family, type ToyCidr } from './cidrs.ts';
import { permission } from './rules.ts';

const toyInterfaces = [
  { id: 'eni-1', at: 33, subnetId: 'subnet-p1' },
  { id: 'eni-2', at: 41, subnetId: 'subnet-p2' },
  { id: 'eni-3', at: 42, subnetId: 'subnet-p2' },
];

export const endpointSide = (family: Family) =>
  fc.record({
    count: fc.integer({ min: 1, max: 3 }),
    isUnread: fc.integer({ min: 0, max: 20 }),
    groupIds: fc.constantFrom<string[]>(
      ['sg-1'],
      ['sg-1'],
      ['sg-1'],
      ['sg-1', 'sg-2'],
      ['sg-1', 'sg-2'],
      ['sg-1', 'sg-missing'],
    ),
    groups: fc.tuple(
      fc.array(permission(family), { minLength: 1, maxLength: 3 }),
      fc.array(permission(family), { maxLength: 2 }),
    ),
    lists: fc.tuple(fc.array(cidr, { maxLength: 3 }), fc.array(cidr, { maxLength: 3 })),
  });

type DrawnEndpoint = {
  count: number;
  isUnread: number;
  groupIds: string[];
  groups: [IpPermission[], IpPermission[]];
  lists: [ToyCidr[], ToyCidr[]];
};

export const listsOf = (family: Family, lists: [ToyCidr[], ToyCidr[]]): Inventory['ManagedPrefixLists'] => [
  ...lists.map((blocks, index) => ({
    PrefixListId: `pl-${index + 1}`,
    Entries: blocks.map((block) => ({ Cidr: cidrText(family, block) })),
  })),
  { PrefixListId: 'pl-unread' },
];

export const endpointInventory = (family: Family, vpcId: string, drawn: DrawnEndpoint): Inventory => {
  const interfaces = toyInterfaces.slice(0, drawn.count);
  return {
    VpcEndpoints: [
      {
        VpcEndpointId: 'vpce-1',
        VpcEndpointType: 'Interface',
        VpcId: vpcId,
        State: 'available',
        OwnerId: '222222222222',
        NetworkInterfaceIds: interfaces.map(({ id }) => id),
        SubnetIds: [...new Set(interfaces.map(({ subnetId }) => subnetId))],
        Groups: drawn.groupIds.map((GroupId) => ({ GroupId })),
        IpAddressType: family,
      },
    ],
    NetworkInterfaces: interfaces
      .filter((_, index) => drawn.isUnread !== index)
      .map(({ id, at, subnetId }) => ({
        NetworkInterfaceId: id,
        VpcId: vpcId,
        SubnetId: subnetId,
        Groups: drawn.groupIds.map((GroupId) => ({ GroupId })),
        ...(family === 'ipv4'
          ? { PrivateIpAddress: addressText(family, at) }
          : { Ipv6Addresses: [{ Ipv6Address: addressText(family, at) }] }),
      })),
    SecurityGroups: drawn.groups.map((IpPermissions, index) => ({
      GroupId: `sg-${index + 1}`,
      IpPermissions,
    })),
    ManagedPrefixLists: listsOf(family, drawn.lists),
  };
};
