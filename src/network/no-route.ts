import { type Cidr, parseAddress } from './addresses/cidr.ts';
import { factsOf } from './facts.ts';
import { createAddresses } from './names/addresses.ts';
import type { Network, NetworkEndpoint, NetworkVpc } from './network.ts';
import { oncePer, oncePerRecent } from './once-per.ts';
import type { RouteLookup } from './routes/route-table.ts';

/** Endpoints whose addresses are kept: a private name is judged for one VPC after another, with the same endpoints. */
const endpointsKept = 1024;

/** An endpoint's addresses; null when not each of them is known, and can be read. */
const addressesOf = oncePer((network: Network) => {
  const textsOf = createAddresses(network);
  return oncePerRecent(endpointsKept, (endpoint: NetworkEndpoint): readonly Cidr[] | null => {
    const addresses = [...(textsOf(endpoint) ?? [])].map(parseAddress);
    const known = addresses.filter((address) => address !== null);
    return known.length === 0 || known.length < addresses.length ? null : known;
  });
});

/** VPCs whose tables are kept: a name is judged for each VPC of its zone or Profile, which may hold 1,000, name after name. */
const vpcsKept = 1024;

type Tables = { tables: readonly RouteLookup[]; isWhole: boolean };

/** The tables of a VPC's subnets, each once, since most subnets have one in common; null where no subnet is known. */
const tablesOf = oncePer((network: Network) =>
  oncePerRecent(vpcsKept, (vpc: NetworkVpc): Tables | null => {
    const { subnets, routesOf } = factsOf(network)(vpc);
    if (!subnets.isKnown || subnets.value.length === 0) return null;
    const readings = subnets.value.map(({ SubnetId }) => routesOf(SubnetId));
    const tables = new Set(readings.flatMap((table) => (table.isKnown ? [table.value] : [])));
    return { tables: [...tables], isWhole: readings.every(({ isKnown }) => isKnown) };
  }),
);

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
  const known = tablesOf(network)(vpc);
  const addresses = addressesOf(network)(endpoint);
  if (known === null || addresses === null) return null;
  const isSure =
    known.isWhole && known.tables.every((table) => addresses.every((address) => isClosed(table, address)));
  return isSure ? true : null;
};
