import { type Cidr, parseAddress } from './addresses/cidr.ts';
import { factsOf } from './facts.ts';
import { createAddresses } from './names/addresses.ts';
import type { Network, NetworkEndpoint, NetworkVpc } from './network.ts';
import { oncePer } from './once-per.ts';
import type { RouteLookup } from './routes/route-table.ts';

const addressesOf = oncePer((network: Network) => createAddresses(network));

/** No peering has this ID: a VPC that is not peered with another gets there over none. */
const noPeering = { kind: 'peering', peeringId: 'none' } as const;

const isClosed = (table: RouteLookup, { family, first, last }: Cidr): boolean =>
  table
    .judge({ family, addresses: [{ first, last }], goal: noPeering, whose: "the endpoint's" })
    .every(({ value }) => value.status === 'fail');

/**
 * Whether the tables of a VPC that is not peered with the endpoint's surely lead none of its subnets to the endpoint:
 * every route to an address of it is missing, or goes to an internet gateway, another VPC or nowhere. Null when it is
 * not known, as where traffic leaves by a transit gateway.
 */
export const hasNoRoute = (network: Network, vpc: NetworkVpc, endpoint: NetworkEndpoint): true | null => {
  const { subnets, routesOf } = factsOf(network)(vpc);
  const texts = addressesOf(network)(endpoint);
  if (!subnets.isKnown || subnets.value.length === 0 || texts === null || texts.size === 0) return null;
  const addresses = [...texts].map(parseAddress);
  const isSure = subnets.value.every(({ SubnetId }) => {
    const table = routesOf(SubnetId);
    return table.isKnown && addresses.every((address) => address !== null && isClosed(table.value, address));
  });
  return isSure ? true : null;
};
