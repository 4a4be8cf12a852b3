import { expect, it } from 'vitest';
import { publishedPeerings } from '#network/published-peerings.ts';
import { inventoryOf, networkOf, oregon, peeringRecord, tokyo } from '#test/builders/network.ts';

it('tells every peering once, sorted, also a dead one that carries nothing', () => {
  const dead = { VpcPeeringConnectionId: 'pcx-0', Status: { Code: 'Failed' } };
  const network = networkOf(
    inventoryOf(tokyo, { VpcPeeringConnections: [peeringRecord(), dead] }),
    inventoryOf(oregon, { VpcPeeringConnections: [peeringRecord()] }),
  );
  const nobody = { accountId: null, region: null, vpcId: null };
  expect(publishedPeerings(network)).toEqual([
    { id: 'pcx-0', status: 'failed', requester: nobody, accepter: nobody },
    {
      id: 'pcx-1',
      status: 'active',
      requester: { ...tokyo, vpcId: 'vpc-tokyo' },
      accepter: { ...oregon, vpcId: 'vpc-oregon' },
    },
  ]);
});
