import type { Family } from '../addresses/cidr.ts';
import { nest } from '../addresses/nest.ts';
import { mapPieces, type Partition } from '../addresses/partition.ts';
import { type Destination, ranks } from './destinations.ts';

/** The routes of which one decides: one, unless the table leaves it open. None when no route holds the address. */
export type Deciders = readonly Destination[];

/** The winners of one prefix, and the routes by prefix list of that prefix and of those around it. */
type Level = { best: Deciders; lists: Deciders };

const toLevel = (group: Deciders, around: Level | null): Level => {
  const rank = Math.min(...group.map((destination) => destination.rank));
  const lists = group.filter((destination) => destination.rank === ranks.list);
  const outer = around?.lists ?? [];
  const others = outer.filter(({ route }) => lists.every((list) => list.route !== route));
  return {
    best: group.filter((destination) => destination.rank === rank),
    lists: lists.length === 0 ? outer : [...lists, ...others],
  };
};

/** A prefix list that wins may have to yield to any other that holds the address: AWS picks one at random. */
const decidersOf = (level: Level | null): Deciders => {
  if (level === null) return [];
  return level.best[0]?.rank === ranks.list ? level.lists : level.best;
};

/**
 * For each address of the family, the routes that may decide about it: of the longest prefix that holds it, static
 * routes, else those by prefix list, else propagated ones.
 * https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export const longestPrefix = (family: Family, destinations: readonly Destination[]): Partition<Deciders> =>
  mapPieces(nest<Destination, Level>(family, destinations, toLevel), decidersOf);
