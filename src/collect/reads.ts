import { crossRegionServices } from './cross-region-services.ts';
import { dhcpOptions } from './dhcp-options.ts';
import { hostedZones } from './hosted-zones.ts';
import { managedPrefixLists } from './managed-prefix-lists.ts';
import { networkAcls } from './network-acls.ts';
import { networkInterfaces } from './network-interfaces.ts';
import { profileAssociations } from './profile-associations.ts';
import { profileResourceAssociations } from './profile-resource-associations.ts';
import type { Read } from './read.ts';
import { resolverRuleAssociations } from './resolver-rule-associations.ts';
import { resolverRules } from './resolver-rules.ts';
import { routeTables } from './route-tables.ts';
import { securityGroups } from './security-groups.ts';
import { serviceConfigurations } from './service-configurations.ts';
import { serviceDetails } from './service-details.ts';
import { subnets } from './subnets.ts';
import { vpcEndpointConnections } from './vpc-endpoint-connections.ts';
import { vpcEndpoints } from './vpc-endpoints.ts';
import { vpcPeeringConnections } from './vpc-peering-connections.ts';
import { vpcs } from './vpcs.ts';

/** Every read of an inventory, each after those it needs. */
export const reads: readonly Read[] = [
  vpcEndpoints,
  vpcPeeringConnections,
  serviceConfigurations,
  vpcEndpointConnections,
  vpcs,
  subnets,
  routeTables,
  networkAcls,
  networkInterfaces,
  securityGroups,
  serviceDetails,
  crossRegionServices,
  managedPrefixLists,
  hostedZones,
  dhcpOptions,
  resolverRuleAssociations,
  resolverRules,
  profileAssociations,
  profileResourceAssociations,
];
