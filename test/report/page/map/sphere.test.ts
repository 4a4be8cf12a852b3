import { geoDistance } from 'd3-geo';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LonLat } from '#report/page/map/regions.ts';
import { bowedArc } from '#report/page/map/sphere.ts';

const apart = (a: LonLat | undefined, b: LonLat | undefined): number =>
  geoDistance([...(a ?? [Number.NaN, 0])], [...(b ?? [Number.NaN, 0])]);

const middle = (points: readonly LonLat[]): LonLat | undefined => points[(points.length - 1) / 2];

/** To a tenth of a degree, as the table has them. */
const degrees = (min: number, max: number) =>
  fc.integer({ min: min * 10, max: max * 10 }).map((tenths) => tenths / 10);
const place = fc.tuple(degrees(-180, 180), degrees(-60, 70));
const lane = fc.integer({ min: -6, max: 6 }).map((half) => half / 2);

describe('bowedArc', () => {
  it('leads from one place to the other, over points that all are on the Earth', () => {
    fc.assert(
      fc.property(place, place, lane, (from, to, lane) => {
        const points = bowedArc(from, to, lane);
        expect(apart(points[0], from)).toBeLessThan(1e-6);
        expect(apart(points.at(-1), to)).toBeLessThan(1e-6);
        for (const [longitude, latitude] of points) {
          expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
          expect(Math.abs(latitude)).toBeLessThanOrEqual(90);
        }
      }),
    );
  });

  it('passes well clear of its neighbours in the middle, however near the two places are', () => {
    fc.assert(
      fc.property(place, place, lane, (from, to, lane) => {
        fc.pre(apart(from, to) < 3);
        expect(apart(middle(bowedArc(from, to, lane)), middle(bowedArc(from, to, lane + 1)))).toBeGreaterThan(
          0.03,
        );
      }),
    );
  });

  it('is the same line for who travels it the other way', () => {
    fc.assert(
      fc.property(place, place, lane, (from, to, lane) => {
        fc.pre(apart(from, to) > 0.001 && apart(from, to) < 3);
        const there = bowedArc(from, to, lane);
        const back = bowedArc(to, from, -lane).toReversed();
        for (const [index, point] of there.entries()) expect(apart(point, back[index])).toBeLessThan(1e-6);
      }),
    );
  });
});
