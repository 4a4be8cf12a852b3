import { compareText } from './compare-text.ts';
import type { Point } from './marks.ts';

/** A rectangle by its least and greatest corner. */
export type Box = { left: number; top: number; right: number; bottom: number };

/** A dot that wants a label beside it; the higher its weight, the sooner it gets its choice. */
export type Wanted = {
  key: string;
  x: number;
  y: number;
  radius: number;
  width: number;
  height: number;
  weight: number;
};

/** The label's box; its text starts at the left of it, or ends at the right where it stands left of its dot. */
export type Placed = Box & { key: string; anchor: 'start' | 'middle' | 'end' };

export const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const isInside = (inner: Box, outer: Box): boolean =>
  inner.left >= outer.left &&
  inner.right <= outer.right &&
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom;

export const dotBox = ({ x, y, radius }: Pick<Wanted, 'x' | 'y' | 'radius'>): Box => ({
  left: x - radius,
  top: y - radius,
  right: x + radius,
  bottom: y + radius,
});

/** Between a dot and its label. */
const gap = 3;

/** The places beside a dot in the order of liking: sides, below and above, corners. */
const candidates = ({ key, x, y, radius, width, height }: Wanted): Placed[] => {
  const reach = radius + gap;
  const corner = radius + 1;
  const at = (left: number, top: number, anchor: Placed['anchor']): Placed => ({
    key,
    anchor,
    left,
    top,
    right: left + width,
    bottom: top + height,
  });
  return [
    at(x + reach, y - height / 2, 'start'),
    at(x - reach - width, y - height / 2, 'end'),
    at(x - width / 2, y + reach, 'middle'),
    at(x - width / 2, y - reach - height, 'middle'),
    at(x + corner, y + corner, 'start'),
    at(x + corner, y - corner - height, 'start'),
    at(x - corner - width, y + corner, 'end'),
    at(x - corner - width, y - corner - height, 'end'),
  ];
};

const pointsIn = ({ left, top, right, bottom }: Box, points: readonly Point[]): number =>
  points.filter(([x, y]) => x > left && x < right && y > top && y < bottom).length;

/**
 * Puts labels beside their dots: the weightiest first, each where it covers no dot and no label and as few as can be of
 * the points to avoid. One that finds no such place is left out; the list beside the map has it all the same.
 */
export const placeLabels = (
  wanted: readonly Wanted[],
  frame: Box,
  avoid: readonly Point[] = [],
): Placed[] => {
  const dots = wanted.map(dotBox);
  const inOrder = wanted.toSorted((a, b) => b.weight - a.weight || compareText(a.key, b.key));
  const placed: Placed[] = [];
  for (const label of inOrder) {
    const taken = [...dots, ...placed];
    const free = candidates(label).filter(
      (box) => isInside(box, frame) && !taken.some((other) => overlaps(box, other)),
    );
    const covered = free.map((box) => pointsIn(box, avoid));
    const best = free[covered.indexOf(Math.min(...covered))];
    if (best !== undefined) placed.push(best);
  }
  return placed;
};
