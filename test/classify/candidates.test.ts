import { expect, it } from 'vitest';
import { findCandidates } from '#classify/candidates.ts';
import {
  configOf,
  endpointRecord,
  inventoryOf,
  networkOf,
  oregon,
  peeringRecord,
} from '#test/builders/network.ts';

/** The hub's client VPCs may be many: each is compiled for all endpoints there are in the hub. */
it('takes the endpoints of one VPC from one client VPC after another', () => {
  const clients = ['vpc-1', 'vpc-2', 'vpc-3'];
  const network = networkOf(
    inventoryOf(oregon, {
      VpcEndpoints: ['a', 'b'].map((n) => endpointRecord({ VpcEndpointId: `vpce-${n}`, VpcId: 'vpc-hub' })),
      VpcPeeringConnections: clients.map((client) =>
        peeringRecord({
          VpcPeeringConnectionId: `pcx-${client}`,
          RequesterVpcInfo: { VpcId: client },
          AccepterVpcInfo: { VpcId: 'vpc-hub' },
        }),
      ),
    }),
  );
  const found = findCandidates(network, configOf());
  expect(found.map(({ consumer, endpoint }) => `${consumer?.vpcId} ${endpoint.vpcEndpointId}`)).toEqual(
    ['vpc-hub', ...clients].flatMap((vpcId) => [`${vpcId} vpce-a`, `${vpcId} vpce-b`]),
  );
});

/** What is compiled of a VPC is kept for few others: their IDs, which AWS deals at random, must not set the order. */
it('takes the VPCs that peerings join one after another, whatever their IDs', () => {
  const peered = [
    ['vpc-1', 'vpc-8'],
    ['vpc-8', 'vpc-3'],
    ['vpc-2', 'vpc-9'],
  ] as const;
  const network = networkOf(
    inventoryOf(oregon, {
      VpcEndpoints: ['1', '2', '3', '8', '9'].map((n) =>
        endpointRecord({ VpcEndpointId: `vpce-${n}`, VpcId: `vpc-${n}` }),
      ),
      VpcPeeringConnections: peered.map(([requester, accepter], index) =>
        peeringRecord({
          VpcPeeringConnectionId: `pcx-${index}`,
          RequesterVpcInfo: { VpcId: requester },
          AccepterVpcInfo: { VpcId: accepter },
        }),
      ),
    }),
  );
  const own = findCandidates(network, configOf()).filter(({ peering }) => peering === null);
  expect(own.map(({ consumer }) => consumer?.vpcId)).toEqual(['vpc-1', 'vpc-8', 'vpc-3', 'vpc-2', 'vpc-9']);
});
