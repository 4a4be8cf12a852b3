import { type GeoProjection, geoPath } from 'd3-geo';
import type { Counts, Crossing, Groups, Stay } from './group-paths.ts';
import { land } from './land.ts';
import { toLanes } from './lanes.ts';
import { type Mark, markAlong, type Point } from './marks.ts';
import { type Placed, placeLabels } from './place-labels.ts';
import { chooseCentre, fitProjection, type Size } from './projection.ts';
import { type LonLat, placeOf } from './regions.ts';
import { bowedArc } from './sphere.ts';

export type DrawnArc = {
  arc: Crossing;
  /** An SVG path, in two pieces where the map's edge cuts it. */
  d: string;
  width: number;
  /** Of its marks, to their size on a wide drawing. */
  scale: number;
  /** Where the direction and the break are shown. */
  head: Mark | null;
  middle: Mark | null;
};

export type DrawnDot = { dot: Stay; name: string; x: number; y: number; radius: number; scale: number };

export type Drawing = {
  /** An SVG path. */
  land: string;
  arcs: DrawnArc[];
  dots: DrawnDot[];
  labels: Placed[];
};

/** Sizes of text in SVG units; the width of a letter is a rough mean, on the generous side. */
const letter = 8;
const line = 15;

/** Bounded, so that no arc hides its neighbours; a dot's area, and an arc's order of magnitude, tell the number. */
export const arcWidth = ({ total }: Counts): number => Math.min(1.8 + 0.4 * Math.log2(Math.max(total, 1)), 6);
export const dotRadius = ({ total }: Counts): number => Math.min(4 + 0.9 * Math.sqrt(total), 12);

/** Of the number after a Region's name, with the space before it. */
const lettersOf = ({ total }: Counts): number => (total === 0 ? 0 : String(total).length + 1);

const toPoint = (projection: GeoProjection, [longitude, latitude]: LonLat): Point =>
  projection([longitude, latitude]) ?? [0, 0];

const drawDots = (dots: readonly Stay[], projection: GeoProjection, scale: number): DrawnDot[] =>
  dots.flatMap((dot) => {
    const place = placeOf(dot.region);
    if (place === null) return [];
    const [x, y] = toPoint(projection, place.at);
    return [{ dot, name: place.name, x, y, radius: dotRadius(dot.counts) * scale, scale }];
  });

/** An arc with its points on the sphere; with none if an end has no place. */
type Bowed = { arc: Crossing; points: LonLat[] };

const bowArcs = (arcs: readonly Crossing[]): Bowed[] => {
  const lanes = toLanes(arcs);
  return arcs.map((arc, index) => {
    const [from, to] = [placeOf(arc.from), placeOf(arc.to)];
    const points = from === null || to === null ? [] : bowedArc(from.at, to.at, lanes[index] ?? 0);
    return { arc, points };
  });
};

const drawArc = ({ arc, points }: Bowed, projection: GeoProjection, scale: number): DrawnArc => {
  const coordinates = points.map((point) => [...point]);
  const onScreen = points.map((point) => toPoint(projection, point));
  return {
    arc,
    width: arcWidth(arc.counts) * scale,
    scale,
    d: geoPath(projection).digits(1)({ type: 'LineString', coordinates }) ?? '',
    // Past the middle, where the arcs of a pair are still apart.
    head: markAlong(onScreen, 0.7),
    middle: markAlong(onScreen, 0.5),
  };
};

/** How many paths begin, end or stay at each Region. */
const weigh = ({ arcs, dots }: Groups): Map<string, number> => {
  const ends = arcs.flatMap(({ from, to, counts }) => [
    [from, counts.total] as const,
    [to, counts.total] as const,
  ]);
  const stays = dots.map(({ region, counts }) => [region, counts.total] as const);
  return [...ends, ...stays].reduce(
    (weights, [region, total]) => weights.set(region, (weights.get(region) ?? 0) + total),
    new Map<string, number>(),
  );
};

/**
 * The map's geometry at one size.
 * @param detailed whether there is room: for marks in full size, and a second line in each label, with the Region as AWS
 * names it
 */
export const draw = (groups: Groups, size: Size, detailed: boolean): Drawing => {
  const scale = detailed ? 1 : 0.65;
  const bowed = bowArcs(groups.arcs);
  const centre = chooseCentre(
    bowed.flatMap(({ points: [first, ...rest] }) => {
      const last = rest.at(-1);
      return first === undefined || last === undefined ? [] : [[first, last] as const];
    }),
  );
  const inUse = groups.dots.flatMap(({ region }) => {
    const place = placeOf(region);
    return place === null ? [] : [place.at];
  });
  const projection = fitProjection([...inUse, ...bowed.flatMap(({ points }) => points)], centre, size);
  const dots = drawDots(groups.dots, projection, scale);
  const weights = weigh(groups);
  return {
    land: geoPath(projection).digits(1)(land) ?? '',
    arcs: bowed.map((one) => drawArc(one, projection, scale)),
    dots,
    labels: placeLabels(
      dots.map(({ dot: { region, counts }, name, x, y, radius }) => ({
        key: region,
        x,
        y,
        radius,
        width: letter * Math.max(name.length + lettersOf(counts), detailed ? region.length - 1 : 0),
        height: detailed ? 2 * line : line,
        weight: weights.get(region) ?? 0,
      })),
      { left: 0, top: 0, right: size.width, bottom: size.height },
      bowed.flatMap(({ points }) => points.map((point) => toPoint(projection, point))),
    ),
  };
};
