import type { Inventory, InventoryKey } from './inventory.ts';
import { compareText } from './scope.ts';

/** What tells two records of a list apart. */
const identities = {
  VpcEndpoints: ['VpcEndpointId'],
  VpcPeeringConnections: ['VpcPeeringConnectionId'],
  ServiceConfigurations: ['ServiceId'],
  VpcEndpointConnections: ['VpcEndpointId', 'ServiceId'],
  Vpcs: ['VpcId'],
  Subnets: ['SubnetId'],
  RouteTables: ['RouteTableId'],
  NetworkAcls: ['NetworkAclId'],
  NetworkInterfaces: ['NetworkInterfaceId'],
  SecurityGroups: ['GroupId'],
  // Several services go by one name: of two types, or of two Regions.
  ServiceDetails: ['ServiceName', 'ServiceRegion', 'ServiceId'],
  CrossRegionServices: ['ServiceRegion'],
  ManagedPrefixLists: ['PrefixListId'],
  HostedZones: ['HostedZoneId'],
  DhcpOptions: ['DhcpOptionsId'],
  ResolverRuleAssociations: ['Id'],
  ResolverRules: ['Id'],
  ProfileAssociations: ['Id'],
  ProfileResourceAssociations: ['Id'],
} as const satisfies Record<InventoryKey, readonly string[]>;

const isIdentified = (key: string): key is InventoryKey => key in identities;

type Fields = Readonly<Record<string, unknown>>;

const sortBy = (records: readonly Fields[], fields: readonly string[]): unknown[] => {
  const identity = (record: Fields): string => fields.map((field) => String(record[field])).join(' ');
  return records.toSorted((a, b) => compareText(identity(a), identity(b)));
};

/** The inventory with each list in the order of its records' IDs; AWS promises no order. Unknown keys stay as they are. */
export const sortInventory = (inventory: Inventory): Inventory =>
  Object.fromEntries(
    Object.entries(inventory).map(([key, value]): [string, unknown] => {
      const records = isIdentified(key) ? inventory[key] : undefined;
      return [key, isIdentified(key) && records !== undefined ? sortBy(records, identities[key]) : value];
    }),
  );
