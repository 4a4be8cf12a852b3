import { geoDistance, geoInterpolate } from 'd3-geo';
import type { LonLat } from './regions.ts';

type Vector = readonly [number, number, number];

const toRadians = Math.PI / 180;

const toVector = ([longitude, latitude]: LonLat): Vector => {
  const ring = Math.cos(latitude * toRadians);
  return [
    ring * Math.cos(longitude * toRadians),
    ring * Math.sin(longitude * toRadians),
    Math.sin(latitude * toRadians),
  ];
};

const toLonLat = ([x, y, z]: Vector): LonLat => [
  Math.atan2(y, x) / toRadians,
  Math.atan2(z, Math.hypot(x, y)) / toRadians,
];

/** The pole of the great circle through both: to the left of who travels from one to the other. */
const leftOf = (from: LonLat, to: LonLat): Vector => {
  const [ax, ay, az] = toVector(from);
  const [bx, by, bz] = toVector(to);
  const cross: Vector = [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
  const length = Math.hypot(...cross);
  // The same place, or its antipode: any direction is aside.
  return length < 1e-9 ? [0, 0, 1] : [cross[0] / length, cross[1] / length, cross[2] / length];
};

const aside = (point: LonLat, direction: Vector, angle: number): LonLat => {
  const [x, y, z] = toVector(point);
  const [dx, dy, dz] = direction;
  const [keep, add] = [Math.cos(angle), Math.sin(angle)];
  return toLonLat([x * keep + dx * add, y * keep + dy * add, z * keep + dz * add]);
};

/** A step aside, in radians: enough to tell short arcs apart, in proportion for long ones. */
const stepOf = (distance: number): number => Math.max(2.2 * toRadians, distance * 0.06);

/** An odd number, so that one of them is the middle. */
const pieces = 49;

/**
 * Points from one place to the other along the great circle, bowed aside by as many steps as the lane says. They lie
 * on the sphere, so that a projection cuts them where it cuts the land.
 */
export const bowedArc = (from: LonLat, to: LonLat, lane: number): LonLat[] => {
  const along = geoInterpolate([...from], [...to]);
  const left = leftOf(from, to);
  const bow = lane * stepOf(geoDistance([...from], [...to]));
  return Array.from({ length: pieces }, (_, index) => {
    const part = index / (pieces - 1);
    return aside(along(part), left, bow * Math.sin(Math.PI * part));
  });
};
