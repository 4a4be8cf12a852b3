import type { Inventory, InventoryKey } from '#model/inventory.ts';
import { compareText } from '#model/scope.ts';

/** What tells two records of a list apart. */
const identities = {
  VpcEndpoints: 'VpcEndpointId',
  VpcPeeringConnections: 'VpcPeeringConnectionId',
  ServiceConfigurations: 'ServiceId',
  Vpcs: 'VpcId',
  Subnets: 'SubnetId',
  RouteTables: 'RouteTableId',
  NetworkAcls: 'NetworkAclId',
  NetworkInterfaces: 'NetworkInterfaceId',
  SecurityGroups: 'GroupId',
  ServiceDetails: 'ServiceName',
  CrossRegionServices: 'ServiceRegion',
  ManagedPrefixLists: 'PrefixListId',
  HostedZones: 'HostedZoneId',
} as const satisfies Record<InventoryKey, string>;

const isIdentified = (key: string): key is InventoryKey => key in identities;

const identityOf = (record: unknown, field: string): string =>
  typeof record === 'object' && record !== null && field in record
    ? String((record as Record<string, unknown>)[field])
    : '';

/** The inventory with each list in the order of its records' IDs; AWS promises no order. Unknown keys stay as they are. */
export const sortInventory = (inventory: Inventory): Inventory =>
  Object.fromEntries(
    Object.entries(inventory).map(([key, value]): [string, unknown] => {
      if (!isIdentified(key) || !Array.isArray(value)) return [key, value];
      const field = identities[key];
      return [key, value.toSorted((a, b) => compareText(identityOf(a, field), identityOf(b, field)))];
    }),
  );
