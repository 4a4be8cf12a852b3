import type { Inventory, InventoryKey } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';

/** The lists that name VPCs. */
const vpcNaming: readonly InventoryKey[] = ['VpcEndpoints', 'VpcPeeringConnections'];

/**
 * The VPCs of this scope that a path can pass: those with an endpoint, and the sides of peerings that are this
 * account's in this Region. A side that does not say whose or where it is might be.
 */
export const namedVpcs = (
  { VpcEndpoints = [], VpcPeeringConnections = [] }: Inventory,
  { accountId, region }: Scope,
): string[] => {
  const sides = VpcPeeringConnections.flatMap(({ RequesterVpcInfo, AccepterVpcInfo }) => [
    RequesterVpcInfo ?? {},
    AccepterVpcInfo ?? {},
  ]);
  const own = sides.filter(
    ({ OwnerId = accountId, Region = region }) => OwnerId === accountId && Region === region,
  );
  return [...new Set([...VpcEndpoints, ...own].flatMap(({ VpcId }) => VpcId ?? []))];
};

/** What a read of those VPCs' parts asks for. */
export const ofNamedVpcs = { filter: 'vpc-id', needs: vpcNaming, values: namedVpcs };
