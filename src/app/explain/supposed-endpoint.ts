import { findPaths } from '#classify/find-paths.ts';
import type { Inventory } from '#model/inventory.ts';
import { operations } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { NetworkInterface, Subnet } from '#model/records.ts';
import { compareScopes } from '#model/scope.ts';
import { bitsOf, formatAddress } from '#network/addresses/cidr.ts';
import { parseBlocks, subnetBlocks } from '#network/blocks.ts';
import { factsOf } from '#network/facts.ts';
import { joinInventories } from '#network/join.ts';
import type { Network, NetworkVpc } from '#network/network.ts';
import { cidrsOf, subnetsForEndpoint } from './ends.ts';
import type { Peer } from './peers.ts';
import { placeholder } from './placeholders.ts';
import { portsOfAsked } from './resolve-service.ts';
import type { World } from './world.ts';

const groupId = 'sg-supposed';
const interfaceOf = ({ SubnetId }: Subnet): string => `eni-supposed-${SubnetId}`;

/** AWS keeps the first four addresses of a subnet for itself. */
const firstUsable = 4n;

const addressIn = (subnet: Subnet): string | null => {
  const [cidr] = parseBlocks(subnetBlocks(subnet, 'ipv4'), 'ipv4').cidrs;
  return cidr === undefined || cidr.length > bitsOf.ipv4 - 3
    ? null
    : formatAddress('ipv4', cidr.first + firstUsable);
};

const toInterface = (subnet: Subnet, vpcId: string): NetworkInterface[] => {
  const address = addressIn(subnet);
  return address === null
    ? []
    : [
        {
          NetworkInterfaceId: interfaceOf(subnet),
          VpcId: vpcId,
          SubnetId: subnet.SubnetId,
          PrivateIpAddress: address,
          Groups: [{ GroupId: groupId }],
        },
      ];
};

/** The operations whose lists hold a record that is supposed, and so are whole as far as that goes. */
const supposed = [operations.NetworkInterfaces, operations.SecurityGroups];

const withEndpoint = (
  inventory: Inventory,
  { world, provider, subnets }: { world: World; provider: NetworkVpc; subnets: readonly Subnet[] },
): Inventory => {
  const { asked, question, consumer, config } = world;
  const ports = portsOfAsked(asked, config);
  const interfaces = subnets.flatMap((subnet) => toInterface(subnet, provider.vpcId));
  const { NetworkInterfaces = [], SecurityGroups = [], VpcEndpoints = [], ServiceDetails = [] } = inventory;
  const coverage = Object.entries(inventory.Coverage ?? {}).filter(
    ([operation]) => !supposed.some((one) => one === operation),
  );
  return {
    ...inventory,
    VpcEndpoints: [
      ...VpcEndpoints,
      {
        VpcEndpointId: placeholder('ENDPOINT_ID'),
        VpcEndpointType: 'Interface',
        VpcId: provider.vpcId,
        ServiceName: asked.name,
        ServiceRegion: question.serviceRegion,
        State: 'available',
        IpAddressType: 'ipv4',
        SubnetIds: subnets.map(({ SubnetId }) => SubnetId),
        NetworkInterfaceIds: interfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId),
        Groups: [{ GroupId: groupId }],
      },
    ],
    NetworkInterfaces: [...NetworkInterfaces, ...interfaces],
    SecurityGroups: [
      ...SecurityGroups,
      {
        GroupId: groupId,
        IpPermissions: (ports ?? [null]).map((port) => ({
          IpProtocol: port === null ? '-1' : 'tcp',
          ...(port === null ? {} : { FromPort: port, ToPort: port }),
          IpRanges: cidrsOf(consumer, [], 'ipv4').map((CidrIp) => ({ CidrIp })),
        })),
      },
    ],
    ServiceDetails: [
      ...ServiceDetails,
      {
        ServiceName: asked.name,
        ServiceRegion: question.serviceRegion,
        Owner: 'amazon',
        ...(asked.hostName === null ? {} : { PrivateDnsName: asked.hostName }),
      },
    ],
    Coverage: Object.fromEntries(coverage),
  };
};

export type Supposed = { path: ConnectionPath; network: Network; subnets: readonly Subnet[] };

/**
 * How a path over the peering would fare if the VPC on its other side had an interface endpoint to the service, in a
 * subnet of each zone, with a group that admits the VPC that asks: judged as every path is. Null when what was read
 * does not tell enough of that VPC.
 */
export const supposeEndpoint = (world: World, { peering, other }: Peer): Supposed | null => {
  const provider = world.network.vpcs.get(other.vpcId ?? '');
  const home = provider?.home ?? null;
  if (provider === undefined || home === null) return null;
  const subnets = subnetsForEndpoint(factsOf(world.network)(provider)).filter(
    (subnet) => addressIn(subnet) !== null,
  );
  if (subnets.length === 0) return null;
  const inventories = [...world.network.inventories.values()].flat().map(({ scope, inventory }) => {
    const isHome = compareScopes(scope, home) === 0;
    return { scope, inventory: isHome ? withEndpoint(inventory, { world, provider, subnets }) : inventory };
  });
  const network = joinInventories({ accounts: [...world.network.accounts.values()], inventories });
  const id = [world.consumer.vpcId, peering.id, placeholder('ENDPOINT_ID')].join('/');
  const path = findPaths(network, { ...world.config, peeringRoutedServices: ['*'] }).find(
    (one) => one.id === id,
  );
  return path === undefined ? null : { path, network, subnets };
};
