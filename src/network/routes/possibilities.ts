import type { Route } from '#model/records.ts';
import { bitsOf, everything, type Family } from '../addresses/cidr.ts';
import { mapPieces, membership, overlay, type Partition } from '../addresses/partition.ts';
import { type AddressSet, unite } from '../addresses/ranges.ts';
import type { Gap, Reading } from '../reading.ts';
import { type Destination, type Destinations, ranks, type Wildcard } from './destinations.ts';
import { type Deciders, longestPrefix } from './longest-prefix.ts';

/** One way the decision about an address may fall: by a route, or by none. */
export type Possibility = {
  route: Route | null;
  destination: string;
  /** Why this is no more than possible; null when all that is known says so. */
  gap: Gap | null;
  /** A static route for this one address: no prefix list outdoes it, whatever the list holds. */
  isFinal: boolean;
};
export type Possibilities = readonly Possibility[];

/** What is known of the addresses of the table's VPC. */
export type OwnAddresses = (family: Family) => Reading<AddressSet>;

const toPossibility = (destination: Destination, gap: Gap | null): Possibility => ({
  route: destination.route,
  destination: destination.destination,
  gap,
  isFinal: destination.rank === ranks.static && destination.cidr.length === bitsOf[destination.cidr.family],
});

const toPossibilities = (deciders: Deciders, gap: Gap | null = null): Possibilities =>
  deciders.length === 0
    ? [{ route: null, destination: '', gap, isFinal: false }]
    : deciders.map((destination) => toPossibility(destination, gap));

const isPropagated = (deciders: Deciders): boolean => deciders[0]?.rank === ranks.propagated;

/**
 * Inside the VPC's own addresses propagated routes never win. The local routes tell those addresses, but for the
 * blocks whose local route a middlebox displaced; where the VPC was not read, either may be.
 */
const decideKnown = (
  family: Family,
  destinations: readonly Destination[],
  own: Reading<AddressSet>,
): Partition<Possibilities> => {
  const all = longestPrefix(family, destinations);
  const fixed = destinations.filter(({ rank }) => rank !== ranks.propagated);
  if (fixed.length === destinations.length) return mapPieces(all, (deciders) => toPossibilities(deciders));
  const local = destinations.filter(({ route }) => route.GatewayId === 'local').map(({ cidr }) => cidr);
  const inside = membership(everything(family), unite([...local, ...(own.isKnown ? own.value : [])]));
  const either = overlay(all, longestPrefix(family, fixed), (propagated, without) => ({
    propagated,
    without,
  }));
  return overlay(either, inside, ({ propagated, without }, isInside) => {
    if (isInside) return toPossibilities(without);
    if (own.isKnown || !isPropagated(propagated)) return toPossibilities(propagated);
    return [...toPossibilities(propagated), ...toPossibilities(without, own.gap)];
  });
};

const toWildPossibility = ({ route, destination, gap }: Wildcard): Possibility => ({
  route,
  destination,
  gap,
  isFinal: false,
});

/**
 * For each address of a family, every way a table's decision may fall. A prefix list that was not read may hold any
 * prefix, so it may decide about every address but those that a static route for that one address decides.
 */
export const possibilitiesOf = (
  family: Family,
  { destinations, wildcards }: Destinations,
  own: Reading<AddressSet>,
): Partition<Possibilities> => {
  const known = decideKnown(
    family,
    destinations.filter(({ cidr }) => cidr.family === family),
    own,
  );
  const wild = wildcards.filter(({ families }) => families.includes(family));
  if (wild.length === 0) return known;
  return mapPieces(known, (possibilities) => {
    const isFinal = possibilities.every((possibility) => possibility.isFinal);
    const open = isFinal ? wild.filter(({ isList }) => !isList) : wild;
    return [...possibilities, ...open.map(toWildPossibility)];
  });
};
