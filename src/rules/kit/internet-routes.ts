import { completeList } from '#model/inventory.ts';
import type { Route, RouteTable } from '#model/records.ts';
import { parseCidr } from '#network/addresses/cidr.ts';
import { groupBy } from '#network/collections.ts';
import { inventoryOf } from '#network/inventory-of.ts';
import type { Network } from '#network/network.ts';
import { oncePer } from '#network/once-per.ts';

/** RFC 1918 and RFC 6598: what a route to them leads to is no public address. */
const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].flatMap(
  (text) => parseCidr(text) ?? [],
);

const isPublic = (text: string): boolean => {
  const cidr = parseCidr(text);
  return (
    cidr !== null &&
    !privateBlocks.some(
      (block) => block.family === cidr.family && block.first <= cidr.first && cidr.last <= block.last,
    )
  );
};

/** The internet or NAT gateway that an active route to public IPv4 addresses leads to; null for any other route. */
const gatewayOf = ({
  State,
  GatewayId = '',
  NatGatewayId = '',
  DestinationCidrBlock,
}: Route): string | null => {
  const id = GatewayId.startsWith('igw-') ? GatewayId : NatGatewayId;
  const isActive = State?.toLowerCase() === 'active';
  return id !== '' && isActive && isPublic(DestinationCidrBlock ?? '') ? id : null;
};

const tablesByVpc = oncePer((tables: readonly RouteTable[]) => groupBy(tables, ({ VpcId }) => VpcId ?? ''));
const subnetsByVpc = oncePer((subnets: readonly { VpcId?: string | undefined; SubnetId: string }[]) =>
  groupBy(subnets, ({ VpcId }) => VpcId ?? ''),
);

type InternetRoute = { subnetId: string; tableId: string; gatewayId: string };

/**
 * A subnet of a VPC whose table leads to an internet or NAT gateway, the least by ID; null when there is none, or none
 * that its owner's scope told of.
 */
export const internetRoute = (network: Network, vpcId: string): InternetRoute | null => {
  const home = network.vpcs.get(vpcId)?.home ?? null;
  const inventory = inventoryOf(network, home);
  const tables = tablesByVpc(completeList(inventory, 'RouteTables') ?? []).get(vpcId) ?? [];
  const subnets = subnetsByVpc(completeList(inventory, 'Subnets') ?? []).get(vpcId) ?? [];
  const main = tables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main === true));
  const own = new Map(
    tables.flatMap((table) => (table.Associations ?? []).map(({ SubnetId }) => [SubnetId, table] as const)),
  );
  const found = subnets.flatMap(({ SubnetId: subnetId }) => {
    const table = own.get(subnetId) ?? main;
    const gatewayId = (table?.Routes ?? []).flatMap((route) => gatewayOf(route) ?? []).toSorted()[0];
    return table === undefined || gatewayId === undefined
      ? []
      : [{ subnetId, tableId: table.RouteTableId, gatewayId }];
  });
  return found.toSorted((a, b) => (a.subnetId < b.subnetId ? -1 : 1))[0] ?? null;
};
