import type { ConnectionPath, PathClass, Verdict } from '#model/path.ts';
import { compareText } from './compare-text.ts';
import { endsOf } from './path-ends.ts';
import { placeOf } from './regions.ts';

export type Counts = Record<Verdict, number> & { total: number };

/** Paths of one class from one Region to another. */
export type Crossing = { from: string; to: string; class: PathClass; counts: Counts };

/** Paths that stay inside one Region, of any class; a Region that is only an end of others has none. */
export type Stay = { region: string; counts: Counts };

/** What the map tells of the paths. Each path is counted in exactly one place. */
export type Groups = {
  /** Both Regions have a place: these are drawn as arcs. */
  arcs: Crossing[];
  /** Every Region that has a place, as an end of an arc or with paths inside: these are drawn as dots. */
  dots: Stay[];
  /** At least one Region has no place: listed beside the map. */
  unplacedCrossings: Crossing[];
  unplacedStays: Stay[];
  /** Paths of which a Region is not known; null when there is none. */
  unknown: Counts | null;
};

export const noCounts: Counts = { usable: 0, partial: 0, blocked: 0, unknown: 0, total: 0 };

const count = (paths: readonly ConnectionPath[]): Counts => {
  const counts = { ...noCounts, total: paths.length };
  for (const { verdict } of paths) counts[verdict] += 1;
  return counts;
};

/** A key that no Region's name, whatever it holds, can make equal to another's. */
const keyOf = (path: ConnectionPath): string => {
  const { from, to } = endsOf(path);
  if (from === null || to === null) return JSON.stringify([]);
  return JSON.stringify(from === to ? [from] : [from, to, path.class]);
};

const isPlaced = (...regions: string[]): boolean => regions.every((region) => placeOf(region) !== null);

const byEnds = (a: Crossing, b: Crossing): number =>
  compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.class, b.class);

const byRegion = (a: Stay, b: Stay): number => compareText(a.region, b.region);

/** The dots of arcs that have no paths inside their Region. */
const barelyTouched = (arcs: readonly Crossing[], stays: readonly Stay[]): Stay[] => {
  const told = new Set(stays.map(({ region }) => region));
  const ends = new Set(arcs.flatMap(({ from, to }) => [from, to]));
  return [...ends].filter((region) => !told.has(region)).map((region) => ({ region, counts: noCounts }));
};

/** Groups paths into what the map draws and what it lists beside it; sorted, whatever the order of the paths. */
export const groupPaths = (paths: readonly ConnectionPath[]): Groups => {
  const groups = Object.entries(Object.groupBy(paths, keyOf)).flatMap(([, members = []]) => {
    const [first] = members;
    return first === undefined ? [] : [{ ...endsOf(first), class: first.class, counts: count(members) }];
  });
  const crossings = groups.flatMap(({ from, to, class: pathClass, counts }) =>
    from === null || to === null || from === to ? [] : [{ from, to, class: pathClass, counts }],
  );
  const stays = groups.flatMap(({ from, to, counts }) =>
    from === null || from !== to ? [] : [{ region: from, counts }],
  );
  const arcs = crossings.filter(({ from, to }) => isPlaced(from, to)).sort(byEnds);
  const placedStays = stays.filter(({ region }) => isPlaced(region));
  return {
    arcs,
    dots: [...placedStays, ...barelyTouched(arcs, placedStays)].sort(byRegion),
    unplacedCrossings: crossings.filter(({ from, to }) => !isPlaced(from, to)).sort(byEnds),
    unplacedStays: stays.filter(({ region }) => !isPlaced(region)).sort(byRegion),
    unknown: groups.find(({ from, to }) => from === null || to === null)?.counts ?? null,
  };
};
