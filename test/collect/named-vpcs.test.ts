import { expect, it } from 'vitest';
import { namedVpcs } from '#collect/named-vpcs.ts';
import type { Inventory } from '#model/inventory.ts';
import type { VpcPeeringConnection } from '#model/records.ts';

const scope = { accountId: '111122223333', region: 'us-west-2' };
const side = (fields: VpcPeeringConnection['AccepterVpcInfo']): Inventory => ({
  VpcPeeringConnections: [{ VpcPeeringConnectionId: 'pcx-1', AccepterVpcInfo: fields }],
});

it.each<[string, Inventory, string[]]>([
  ["an endpoint's", { VpcEndpoints: [{ VpcEndpointId: 'vpce-1', VpcId: 'vpc-1' }] }, ['vpc-1']],
  ['none of an endpoint without', { VpcEndpoints: [{ VpcEndpointId: 'vpce-1' }] }, []],
  ['an own side', side({ OwnerId: scope.accountId, Region: scope.region, VpcId: 'vpc-2' }), ['vpc-2']],
  ['a side without owner and Region', side({ VpcId: 'vpc-2' }), ['vpc-2']],
  ["no other account's side", side({ OwnerId: '444455556666', Region: scope.region, VpcId: 'vpc-2' }), []],
  ["no other Region's side", side({ OwnerId: scope.accountId, Region: 'eu-west-1', VpcId: 'vpc-2' }), []],
  ['nothing of nothing', {}, []],
])('%s', (_, known, expected) => {
  expect(namedVpcs(known, scope)).toEqual(expected);
});
