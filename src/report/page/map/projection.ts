import { type GeoProjection, geoNaturalEarth1, geoPath } from 'd3-geo';
import type { LonLat } from './regions.ts';

/** Of the drawing, in SVG units. */
export type Size = { width: number; height: number };

/** Meridians to look at the Earth from: either the Bering Strait or the Atlantic is at the map's edge. */
const centres = [11, 150];

/** A map of the Regions in use is drawn no larger than this many times the map of the world. */
const closest = 5;

const fromCentre = (longitude: number, centre: number): number => ((longitude - centre + 540) % 360) - 180;

/** Whether the shorter way between the two runs over the map's edge. */
const isCut = ([from, to]: readonly [LonLat, LonLat], centre: number): boolean =>
  Math.abs(fromCentre(from[0], centre) - fromCentre(to[0], centre)) > 180;

/** The meridian in the middle: the one that cuts the fewest arcs; the usual one on a tie. */
export const chooseCentre = (arcs: readonly (readonly [LonLat, LonLat])[]): number => {
  const cuts = centres.map((centre) => arcs.filter((arc) => isCut(arc, centre)).length);
  return centres[cuts.indexOf(Math.min(...cuts))] ?? 0;
};

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** Where the middle of the drawing lies, so that no more than need be is shown of what is beyond the Earth's edge. */
const keepInside = (shift: number, half: number, extent: number): number =>
  2 * half <= extent ? extent / 2 : clamp(shift, extent - half, half);

/** How much of the drawing is left free at each edge, for labels and the bows of arcs. */
const margin = 0.11;

/**
 * A projection that shows all the points and as much of the world around them as fits.
 * @param points on the arcs and at the Regions in use; with none, it is the whole world
 */
export const fitProjection = (
  points: readonly LonLat[],
  centre: number,
  { width, height }: Size,
): GeoProjection => {
  const projection = geoNaturalEarth1().rotate([-centre, 0]).scale(1).translate([0, 0]);
  const path = geoPath(projection);
  const [, [halfWidth, halfHeight]] = path.bounds({ type: 'Sphere' });
  const world = width / (2 * halfWidth);
  const coordinates = points.map((point) => [...point]);
  const [[left, top], [right, bottom]] =
    points.length === 0
      ? ([
          [-halfWidth, -halfHeight],
          [halfWidth, halfHeight],
        ] as const)
      : path.bounds({ type: 'MultiPoint', coordinates });
  const free = 1 - 2 * margin;
  const scale = clamp(
    Math.min((width * free) / (right - left), (height * free) / (bottom - top)),
    world,
    world * closest,
  );
  return projection
    .scale(scale)
    .translate([
      keepInside(width / 2 - (scale * (left + right)) / 2, scale * halfWidth, width),
      keepInside(height / 2 - (scale * (top + bottom)) / 2, scale * halfHeight, height),
    ]);
};
