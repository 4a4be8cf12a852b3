import type { RouteTable } from '#model/records.ts';
import type { Family } from '../addresses/cidr.ts';
import { mapPieces, type Partition, restrict } from '../addresses/partition.ts';
import type { AddressSet } from '../addresses/ranges.ts';
import type { PrefixList } from '../prefix-list.ts';
import { unclear } from '../reading.ts';
import { fail, type Ruling, unknown } from '../ruling.ts';
import { told } from '../told.ts';
import { destinationsOf } from './destinations.ts';
import { type OwnAddresses, type Possibilities, type Possibility, possibilitiesOf } from './possibilities.ts';
import { type Goal, judgeRoute, type RoutePlace } from './target.ts';

/** `whose` are the addresses, as it is told: `the endpoint's`. */
export type RouteQuestion = { family: Family; addresses: AddressSet; goal: Goal; whose: string };

/** A compiled route table. */
export type RouteLookup = {
  tableId: string;
  /** What the table does to packets for each of `addresses` that have to reach `goal`. */
  judge: (question: RouteQuestion) => Partition<Ruling>;
  /** The routes by prefix list to a gateway endpoint. */
  toGatewayEndpoint: (vpcEndpointId: string) => { list: PrefixList; ruling: Ruling }[];
};

export type RouteTableInput = {
  table: RouteTable;
  prefixList: (id: string) => PrefixList;
  ownAddresses: OwnAddresses;
  isSeen: RoutePlace['isSeen'];
};

const judgePossibility = (
  { route, destination }: Possibility,
  { goal, whose }: RouteQuestion,
  place: Omit<RoutePlace, 'destination'>,
): Ruling =>
  route === null
    ? fail(place.tableId, `No route holds ${whose} address`)
    : judgeRoute(route, goal, { ...place, destination });

const isAlike = (a: Ruling, b: Ruling): boolean =>
  a.status === b.status && (a.status !== 'unknown' || b.status !== 'unknown' || a.reason === b.reason);

/** One ruling when every possibility comes to the same; else unknown, for the gap that leaves it open. */
const agree = (possibilities: Possibilities, rulings: readonly Ruling[], tableId: string): Ruling => {
  const [first] = rulings;
  if (first === undefined) throw new Error('A decision has at least one possibility.');
  if (rulings.every((ruling) => isAlike(ruling, first))) return first;
  const gap = possibilities.find((possibility) => possibility.gap !== null)?.gap;
  if (gap !== undefined && gap !== null) return unknown(tableId, gap);
  const names = [...new Set(possibilities.map(({ destination }) => destination))].join(' and ');
  return unknown(tableId, unclear(`Routes ${names} disagree, and AWS does not say which one wins`));
};

/** Compiles a table; each family when it is first asked about. */
export const compileRouteTable = ({
  table,
  prefixList,
  ownAddresses,
  isSeen,
}: RouteTableInput): RouteLookup => {
  const tableId = table.RouteTableId;
  const all = (table.Routes ?? []).map((route) => destinationsOf(route, prefixList));
  const expanded = {
    destinations: all.flatMap(({ destinations }) => destinations),
    wildcards: all.flatMap(({ wildcards }) => wildcards),
  };
  const compiled = new Map<Family, Partition<Possibilities>>();
  const decisions = (family: Family): Partition<Possibilities> => {
    const known = compiled.get(family) ?? possibilitiesOf(family, expanded, ownAddresses(family));
    compiled.set(family, known);
    return known;
  };
  return {
    tableId,
    toGatewayEndpoint: (vpcEndpointId) =>
      (table.Routes ?? [])
        .filter(({ GatewayId }) => GatewayId === vpcEndpointId)
        .flatMap((route) => {
          const listId = told(route.DestinationPrefixListId);
          if (listId === null) return [];
          const goal: Goal = { kind: 'gateway-endpoint', vpcEndpointId };
          const ruling = judgeRoute(route, goal, { tableId, isSeen, destination: listId });
          return [{ list: prefixList(listId), ruling }];
        }),
    judge: (question) =>
      mapPieces(restrict(decisions(question.family), question.addresses), (possibilities) => {
        const rulings = possibilities.map((possibility) =>
          judgePossibility(possibility, question, { tableId, isSeen }),
        );
        return agree(possibilities, rulings, tableId);
      }),
  };
};
