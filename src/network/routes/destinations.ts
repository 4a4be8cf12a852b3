import type { Route } from '#model/records.ts';
import { type Cidr, type Family, parseCidr } from '../addresses/cidr.ts';
import { mayHoldMore, type PrefixList } from '../prefix-list.ts';
import { quoted } from '../quoted.ts';
import { type Gap, unclear } from '../reading.ts';
import { told } from '../told.ts';

/** Who wins among routes of one prefix length: the lesser. */
export const ranks = { static: 0, list: 1, propagated: 2 } as const;
type Rank = (typeof ranks)[keyof typeof ranks];

/** A prefix that a route is for. `destination` is how AWS tells it: a CIDR, or a prefix list and its entry. */
export type Destination = { cidr: Cidr; rank: Rank; route: Route; destination: string };

/** A route whose prefixes are not all known: it may decide about any address of its families. */
export type Wildcard = {
  route: Route;
  destination: string;
  gap: Gap;
  families: readonly Family[];
  isList: boolean;
};

export type Destinations = { destinations: Destination[]; wildcards: Wildcard[] };

/** Routes that AWS or a route server made, by https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html */
const isPropagated = ({ Origin }: Route): boolean =>
  Origin?.toLowerCase() === 'enablevgwroutepropagation' || Origin?.toLowerCase() === 'advertisement';

const ofList = (route: Route, list: PrefixList): Destinations => ({
  destinations: list.cidrs.map((cidr) => ({ cidr, rank: ranks.list, route, destination: list.id })),
  wildcards:
    list.gap === null
      ? []
      : [
          {
            route,
            destination: list.id,
            gap: list.gap,
            families: (['ipv4', 'ipv6'] as const).filter((family) => mayHoldMore(list, family)),
            isList: true,
          },
        ],
});

const ofText = (route: Route, text: string): Destinations => {
  const cidr = parseCidr(text);
  if (cidr !== null) {
    const rank = isPropagated(route) ? ranks.propagated : ranks.static;
    return { destinations: [{ cidr, rank, route, destination: text }], wildcards: [] };
  }
  const gap = unclear(`A route's destination ${quoted(text)} is no CIDR`);
  return {
    destinations: [],
    wildcards: [{ route, destination: quoted(text), gap, families: ['ipv4', 'ipv6'], isList: false }],
  };
};

/** The prefixes of one route, prefix lists expanded. */
export const destinationsOf = (route: Route, prefixList: (id: string) => PrefixList): Destinations => {
  const listId = told(route.DestinationPrefixListId);
  if (listId !== null) return ofList(route, prefixList(listId));
  return ofText(route, told(route.DestinationCidrBlock) ?? told(route.DestinationIpv6CidrBlock) ?? '');
};
