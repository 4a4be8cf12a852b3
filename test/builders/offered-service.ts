import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { ServiceConfiguration, VpcEndpointConnection } from '#model/records.ts';
import { inventoryOf, oregon } from './network.ts';
import { wholeInventory } from './rules.ts';

/** Oregon's endpoint service, as its owner sees it: allowed for nobody else, who would have to be accepted. */
export const offeredService = (fields: Partial<ServiceConfiguration> = {}): ServiceConfiguration => ({
  ServiceId: 'vpce-svc-1',
  ServiceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-1',
  ServiceState: 'Available',
  AcceptanceRequired: true,
  AllowedPrincipals: [],
  ...fields,
});

/** A connection to it from Tokyo's account. */
export const connection = (fields: Partial<VpcEndpointConnection> = {}): VpcEndpointConnection => ({
  VpcEndpointId: 'vpce-9',
  ServiceId: 'vpce-svc-1',
  VpcEndpointOwner: '111111111111',
  VpcEndpointState: 'available',
  ...fields,
});

/** Oregon, which offers it, read whole but for what `more` says. */
export const offering = (fields: Partial<ServiceConfiguration>, more: Inventory = {}): ScopedInventory[] => [
  inventoryOf(oregon, wholeInventory({ ServiceConfigurations: [offeredService(fields)], ...more })),
];
