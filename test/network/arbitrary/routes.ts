import * as fc from 'fast-check';
import type { Route } from '#model/records.ts';
import { cidr, cidrText, type Family, type ToyCidr } from './cidrs.ts';

const targets: Partial<Route>[] = [
  { VpcPeeringConnectionId: 'pcx-1' },
  { VpcPeeringConnectionId: 'pcx-2' },
  { GatewayId: 'igw-1' },
  { EgressOnlyInternetGatewayId: 'eigw-1' },
  { TransitGatewayId: 'tgw-1' },
  { GatewayId: 'local' },
];

const destination = (family: Family) =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: cidr.map(
        (block): Partial<Route> =>
          family === 'ipv4'
            ? { DestinationCidrBlock: cidrText(family, block) }
            : { DestinationIpv6CidrBlock: cidrText(family, block) },
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('pl-1', 'pl-1', 'pl-2', 'pl-2', 'pl-2', 'pl-unread')
        .map((id): Partial<Route> => ({ DestinationPrefixListId: id })),
    },
  );

const state = fc.oneof(
  { weight: 8, arbitrary: fc.constant('active') },
  { weight: 1, arbitrary: fc.constantFrom('blackhole', 'filtered', 'pending') },
);

export const route = (family: Family): fc.Arbitrary<Route> =>
  fc
    .tuple(
      destination(family),
      fc.oneof(
        { weight: 4, arbitrary: fc.constant(targets[0] ?? {}) },
        { weight: 3, arbitrary: fc.constantFrom(...targets) },
      ),
      state,
      fc.boolean(),
    )
    .map(([where, target, State, isPropagated]) => ({
      ...where,
      ...target,
      State,
      Origin:
        isPropagated && target.TransitGatewayId !== undefined ? 'EnableVgwRoutePropagation' : 'CreateRoute',
    }));

/** The first half of the routes a useful table has: where the other side is. */
export const usefulRoutes = (family: Family, away: ToyCidr, own: ToyCidr[]): Route[] => {
  const field = family === 'ipv4' ? 'DestinationCidrBlock' : 'DestinationIpv6CidrBlock';
  return [
    {
      [field]: cidrText(family, away),
      VpcPeeringConnectionId: 'pcx-1',
      State: 'active',
      Origin: 'CreateRoute',
    },
    ...own.map((block) => ({
      [field]: cidrText(family, block),
      GatewayId: 'local',
      State: 'active',
      Origin: 'CreateRouteTable',
    })),
  ];
};
