/** In SVG units, y downwards. */
export type Point = readonly [x: number, y: number];

/** A point with the direction of travel there, in degrees clockwise from rightwards. */
export type Mark = { x: number; y: number; angle: number };

const markAt = (points: readonly Point[], index: number): Mark | null => {
  const [before, here, after] = [points[index - 1], points[index], points[index + 1]];
  if (here === undefined) return null;
  const [from, to] = [before ?? here, after ?? here];
  const angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
  return { x: here[0], y: here[1], angle };
};

/** Somewhere along the arc: 0 is its beginning, 1 its end. */
export const markAlong = (points: readonly Point[], part: number): Mark | null =>
  markAt(points, Math.floor((points.length - 1) * part));
