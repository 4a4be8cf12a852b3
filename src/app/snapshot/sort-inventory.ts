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

const sortBy = (records: readonly Readonly<Record<string, unknown>>[], field: string): unknown[] =>
  records.toSorted((a, b) => compareText(String(a[field]), String(b[field])));

/** The inventory with each list in the order of its records' IDs; AWS promises no order. Unknown keys stay as they are. */
export const sortInventory = (inventory: Inventory): Inventory =>
  Object.fromEntries(
    Object.entries(inventory).map(([key, value]): [string, unknown] => {
      const records = isIdentified(key) ? inventory[key] : undefined;
      return [key, isIdentified(key) && records !== undefined ? sortBy(records, identities[key]) : value];
    }),
  );
