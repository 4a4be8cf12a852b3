import { configSchema } from '#model/config.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import { joinInventories } from '#network/join.ts';
import { type Judgement, judge } from '#network/verdict.ts';
import type { Topology } from './brute-force/shapes.ts';

/** The product's verdict about a topology. */
export const judgeTopology = (
  { consumer, provider, peering, endpointId }: Topology,
  port: number | null,
): Judgement => {
  const sides = {
    RequesterVpcInfo: {
      OwnerId: '111111111111',
      VpcId: consumer.vpcId,
      Region: consumer.region,
      CidrBlock: peering?.consumerCidr,
    },
    AccepterVpcInfo: {
      OwnerId: '222222222222',
      VpcId: provider.vpcId,
      Region: provider.region,
      CidrBlock: peering?.providerCidr,
    },
  };
  const VpcPeeringConnections =
    peering === null
      ? []
      : [{ VpcPeeringConnectionId: peering.id, ...sides, Status: { Code: peering.status } }];
  const inventories: ScopedInventory[] = [
    {
      scope: { accountId: '222222222222', region: provider.region },
      inventory: { ...provider.inventory, VpcPeeringConnections },
    },
    ...(peering === null
      ? []
      : [
          {
            scope: { accountId: '111111111111', region: consumer.region },
            inventory: { ...consumer.inventory, VpcPeeringConnections },
          },
        ]),
  ];
  const network = joinInventories({ accounts: [], inventories });
  const endpoint = network.endpoints.get(endpointId);
  if (endpoint === undefined) throw new Error('no endpoint');
  const candidate = {
    endpoint,
    type: 'Interface' as const,
    service: {
      name: null,
      region: null,
      owner: null,
      ownerSource: 'unknown' as const,
      family: null,
      ports: port === null ? null : [port],
      part: null,
      hostName: null,
    },
    consumer: network.vpcs.get(consumer.vpcId) ?? null,
    peering: peering === null ? null : (network.peerings.get(peering.id) ?? null),
  };
  return judge(network, candidate, { clientPorts: configSchema.parse({}).clientPorts });
};
