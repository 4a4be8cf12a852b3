import { compareScopes } from '#model/scope.ts';
import type { Cidr } from '../addresses/cidr.ts';
import { groupBy } from '../collections.ts';
import { factsOf } from '../facts.ts';
import type { Network } from '../network.ts';
import { oncePer } from '../once-per.ts';
import { destinationsOf } from './destinations.ts';

/** A prefix that a VPC's table leads over a peering, whatever the route's state. */
type PeeringRoute = { tableId: string; destination: string; cidr: Cidr };

const keyOf = (vpcId: string, peeringId: string): string => `${vpcId} ${peeringId}`;

/** As the VPC's owner tells them: a participant of a shared VPC sees its tables too. */
const index = oncePer((network: Network) => {
  const facts = factsOf(network);
  const routes = network.held.flatMap(({ scope, inventory: { RouteTables = [] } }) =>
    RouteTables.flatMap(({ RouteTableId: tableId, VpcId = '', Routes = [] }) => {
      const vpc = network.vpcs.get(VpcId);
      if (vpc === undefined || vpc.home === null || compareScopes(vpc.home, scope) !== 0) return [];
      return Routes.flatMap((route) => {
        const { VpcPeeringConnectionId: peeringId } = route;
        if (peeringId === undefined) return [];
        const { destinations } = destinationsOf(route, facts(vpc).index.prefixList);
        return destinations.map(({ cidr, destination }) => ({
          key: keyOf(vpc.vpcId, peeringId),
          route: { tableId, destination, cidr },
        }));
      });
    }),
  );
  return groupBy(routes, ({ key }) => key);
});

/** The prefixes that a VPC's tables lead over a peering; those of prefix lists as far as they were read. */
export const peeringRoutes = (network: Network, vpcId: string, peeringId: string): PeeringRoute[] =>
  (index(network).get(keyOf(vpcId, peeringId)) ?? []).map(({ route }) => route);
