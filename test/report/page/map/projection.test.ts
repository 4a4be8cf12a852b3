import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseCentre, fitProjection } from '#report/page/map/projection.ts';
import { type LonLat, placeOf } from '#report/page/map/regions.ts';

const at = (region: string): LonLat => placeOf(region)?.at ?? [Number.NaN, Number.NaN];
const arc = (from: string, to: string) => [at(from), at(to)] as const;

describe('chooseCentre', () => {
  it.each<[string, (readonly [LonLat, LonLat])[], number]>([
    ['no arc at all', [], 11],
    ['over the Pacific', [arc('ap-northeast-1', 'us-west-2')], 150],
    ['over the Atlantic', [arc('us-east-1', 'eu-west-1')], 11],
    [
      'over both, more over the Pacific',
      [arc('ap-northeast-1', 'us-west-2'), arc('us-west-2', 'ap-northeast-1'), arc('us-east-1', 'eu-west-1')],
      150,
    ],
    ['inside Europe', [arc('eu-central-1', 'eu-west-1')], 11],
  ])('%s', (_, arcs, centre) => {
    expect(chooseCentre(arcs)).toBe(centre);
  });
});

const sizes = [
  { width: 1000, height: 430 },
  { width: 380, height: 230 },
];

const regions = [
  'ap-northeast-1',
  'us-west-2',
  'us-east-1',
  'eu-central-1',
  'sa-east-1',
  'ap-southeast-6',
  'af-south-1',
];

describe('fitProjection', () => {
  it('puts every place inside the drawing', () => {
    fc.assert(
      fc.property(
        fc.subarray(regions),
        fc.constantFrom(11, 150),
        fc.constantFrom(...sizes),
        (regions, centre, size) => {
          const projection = fitProjection(regions.map(at), centre, size);
          for (const [longitude, latitude] of regions.map(at)) {
            const [x, y] = projection([longitude, latitude]) ?? [-1, -1];
            expect(x).toBeGreaterThan(0);
            expect(x).toBeLessThan(size.width);
            expect(y).toBeGreaterThan(0);
            expect(y).toBeLessThan(size.height);
          }
        },
      ),
    );
  });

  it('does not go closer for one Region than five times the world', () => {
    const [size] = sizes;
    const world = fitProjection([], 11, size ?? { width: 1, height: 1 }).scale();
    expect(fitProjection([at('eu-central-1')], 11, size ?? { width: 1, height: 1 }).scale()).toBeCloseTo(
      5 * world,
    );
  });
});
