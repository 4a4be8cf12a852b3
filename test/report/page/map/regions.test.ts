import { RegionInfo } from 'aws-cdk-lib/region-info';
import { describe, expect, it } from 'vitest';
import { partitionOf } from '#model/partition.ts';
import { placeOf } from '#report/page/map/regions.ts';

const known = RegionInfo.regions.map(({ name }) => name);
const isSecret = (region: string): boolean => partitionOf(region).startsWith('aws-iso');

describe('the table of Regions', () => {
  it('has every Region that the CDK knows, but for those whose place is not public', () => {
    expect(known.length).toBeGreaterThan(40);
    expect(known.filter((region) => placeOf(region) === null).toSorted()).toEqual(
      known.filter(isSecret).toSorted(),
    );
  });

  it.each(known.filter((region) => !isSecret(region)))(
    '%s is on the Earth, and not where nothing is',
    (region) => {
      const [longitude, latitude] = placeOf(region)?.at ?? [0, 0];
      expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
      expect(Math.abs(latitude)).toBeLessThan(70);
      expect(Math.hypot(longitude, latitude)).toBeGreaterThan(10);
    },
  );

  it('has no two Regions at the same place', () => {
    const places = known.flatMap((region) => placeOf(region)?.at.join() ?? []);
    expect(new Set(places).size).toBe(places.length);
  });

  it.each([
    ['us-', -130, -70],
    ['ap-', 70, 180],
    ['cn-', 100, 120],
    ['eu', -10, 20],
    ['sa-', -75, -40],
    ['me-', 40, 60],
  ])('%s Regions are between %i and %i degrees east', (prefix, west, east) => {
    const places = known.filter((region) => region.startsWith(prefix) && !isSecret(region)).map(placeOf);
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter((place) => place === null || place.at[0] < west || place.at[0] > east)).toEqual([]);
  });

  it.each(['constructor', '__proto__', '', 'us-iso-east-1'])('has no place for %j', (region) => {
    expect(placeOf(region)).toBeNull();
  });
});
