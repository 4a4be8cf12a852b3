import * as z from 'zod/mini';
import { type ReadCoverage, readCoverage } from './coverage.ts';
import { isWhole } from './is-whole.ts';
import * as record from './records.ts';
import type { Scope } from './scope.ts';

/**
 * What AWS said of one scope, under the keys of the AWS CLI's own output: the file
 * `<snapshot>/<accountId>/<region>.json`. A missing key is "not read", never "none". Unknown keys are kept. What
 * takes a call for each record lies in that record, under the CLI's key too: of a managed prefix list its `Entries`, of
 * an endpoint service (`ServiceConfigurations`) the `AllowedPrincipals` that
 * `aws ec2 describe-vpc-endpoint-service-permissions --service-id ID` prints.
 */
export const inventorySchema = z
  .looseObject({
    VpcEndpoints: z.optional(z.array(record.vpcEndpoint)),
    VpcPeeringConnections: z.optional(z.array(record.vpcPeeringConnection)),
    ServiceConfigurations: z.optional(z.array(record.serviceConfiguration)),
    VpcEndpointConnections: z.optional(z.array(record.vpcEndpointConnection)),
    Vpcs: z.optional(z.array(record.vpc)),
    Subnets: z.optional(z.array(record.subnet)),
    RouteTables: z.optional(z.array(record.routeTable)),
    NetworkAcls: z.optional(z.array(record.networkAcl)),
    NetworkInterfaces: z.optional(z.array(record.networkInterface)),
    SecurityGroups: z.optional(z.array(record.securityGroup)),
    ServiceDetails: z.optional(z.array(record.serviceDetail)),
    CrossRegionServices: z.optional(z.array(record.crossRegionServices)),
    ManagedPrefixLists: z.optional(z.array(record.managedPrefixList)),
    HostedZones: z.optional(z.array(record.hostedZone)),
    DhcpOptions: z.optional(z.array(record.dhcpOptions)),
    ResolverRuleAssociations: z.optional(z.array(record.resolverRuleAssociation)),
    ResolverRules: z.optional(z.array(record.resolverRule)),
    ProfileAssociations: z.optional(z.array(record.profileAssociation)),
    ProfileResourceAssociations: z.optional(z.array(record.profileResourceAssociation)),
    Coverage: z.optional(z.record(z.string(), readCoverage)),
  })
  .check(isWhole);
export type Inventory = z.infer<typeof inventorySchema>;

/** An inventory and the scope it is of. */
export type ScopedInventory = { scope: Scope; inventory: Inventory };

/** Is there anything in it? Of an empty scope only what was read is told. */
export const holdsRecords = (inventory: Inventory): boolean =>
  Object.values(inventory).some((list) => Array.isArray(list) && list.length > 0);

/** The operation that fills each key. `Coverage` is told by operation, so the names must not repeat. */
export const operations = {
  VpcEndpoints: 'DescribeVpcEndpoints',
  VpcPeeringConnections: 'DescribeVpcPeeringConnections',
  ServiceConfigurations: 'DescribeVpcEndpointServiceConfigurations',
  VpcEndpointConnections: 'DescribeVpcEndpointConnections',
  Vpcs: 'DescribeVpcs',
  Subnets: 'DescribeSubnets',
  RouteTables: 'DescribeRouteTables',
  NetworkAcls: 'DescribeNetworkAcls',
  NetworkInterfaces: 'DescribeNetworkInterfaces',
  SecurityGroups: 'DescribeSecurityGroups',
  ServiceDetails: 'DescribeVpcEndpointServices',
  CrossRegionServices: 'DescribeVpcEndpointServices:ServiceRegions',
  ManagedPrefixLists: 'DescribeManagedPrefixLists',
  HostedZones: 'ListHostedZonesByVPC',
  DhcpOptions: 'DescribeDhcpOptions',
  ResolverRuleAssociations: 'ListResolverRuleAssociations',
  ResolverRules: 'ListResolverRules',
  ProfileAssociations: 'ListProfileAssociations',
  ProfileResourceAssociations: 'ListProfileResourceAssociations',
} as const;

/** Operations that add to the records of another: where one failed, what the other listed is not whole either. */
export const furtherReads: Readonly<Record<string, Operation>> = {
  GetManagedPrefixListEntries: operations.ManagedPrefixLists,
  ListResourceRecordSets: operations.HostedZones,
  DescribeVpcEndpointServicePermissions: operations.ServiceConfigurations,
};
/** Operations that tell more of the records of another, whose list is whole without them. */
export const sideReads = { DescribeVpcAttribute: operations.Vpcs } as const;
export type InventoryKey = keyof typeof operations;
export type Operation = (typeof operations)[InventoryKey];
/** What a judgement may rest on. */
export type Read = Operation | keyof typeof sideReads;

/**
 * Whether one key was read: `null` when nothing says so (the key is missing and Coverage is silent), else what
 * Coverage says, a key that is present counting as complete unless Coverage denies it.
 */
export const coverageOf = (inventory: Inventory, key: InventoryKey): ReadCoverage | null => {
  const told = inventory.Coverage?.[operations[key]];
  if (inventory[key] !== undefined) return told ?? { complete: true };
  return told === undefined || told.complete ? null : told;
};

/** The records under `key` when they were read completely, else `null`. */
export const completeList = <K extends InventoryKey>(
  inventory: Inventory | undefined,
  key: K,
): NonNullable<Inventory[K]> | null =>
  inventory !== undefined && coverageOf(inventory, key)?.complete === true ? (inventory[key] ?? null) : null;
