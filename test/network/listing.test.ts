import { expect, it } from 'vitest';
import { toIsComplete, toScopeCoverage } from '#app/coverage.ts';
import type { Inventory } from '#model/inventory.ts';
import { createPresence, toListings } from '#network/listing.ts';
import {
  endpointRecord,
  inventoryOf,
  networkOf,
  oregon,
  peeringRecord,
  tokyo,
} from '#test/builders/network.ts';

const failed = (operation: string) => ({ [operation]: { complete: false, cause: 'throttled' as const } });
const endpoints = 'DescribeVpcEndpoints';
const peerings = 'DescribeVpcPeeringConnections';

const presenceIn = (inventory: Inventory) =>
  createPresence(
    toListings(networkOf(inventoryOf(oregon, inventory))),
    toIsComplete([toScopeCoverage(oregon, inventory)]),
  );

it.each<[string, Inventory, string, string, string]>([
  ['a listed endpoint', { VpcEndpoints: [endpointRecord()] }, endpoints, 'vpce-1', 'listed'],
  ['an endpoint a whole listing lacks', { VpcEndpoints: [endpointRecord()] }, endpoints, 'vpce-2', 'gone'],
  ['an endpoint an empty listing lacks', { VpcEndpoints: [] }, endpoints, 'vpce-1', 'gone'],
  ['an endpoint of a listing never made', {}, endpoints, 'vpce-1', 'unread'],
  [
    'an endpoint a broken listing lacks',
    { VpcEndpoints: [], Coverage: failed(endpoints) },
    endpoints,
    'vpce-1',
    'unread',
  ],
  [
    'an endpoint a broken listing has',
    { VpcEndpoints: [endpointRecord()], Coverage: failed(endpoints) },
    endpoints,
    'vpce-1',
    'listed',
  ],
  ['a failed listing', { Coverage: failed(endpoints) }, endpoints, 'vpce-1', 'unread'],
  [
    'a dead but listed peering',
    { VpcPeeringConnections: [peeringRecord({ Status: { Code: 'deleted' } })] },
    peerings,
    'pcx-1',
    'listed',
  ],
  ['a peering a whole listing lacks', { VpcPeeringConnections: [] }, peerings, 'pcx-1', 'gone'],
  ['a listing of another kind', { Vpcs: [] }, 'DescribeVpcs', 'vpc-1', 'unread'],
])('%s', (...[, inventory, operation, id, listing]) => {
  expect(presenceIn(inventory)({ ...oregon, operation, id })).toBe(listing);
});

it('asks the part’s own scope only', () => {
  expect(presenceIn({ VpcEndpoints: [] })({ ...tokyo, operation: endpoints, id: 'vpce-1' })).toBe('unread');
});
