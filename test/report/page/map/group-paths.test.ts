import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Counts, groupPaths, noCounts } from '#report/page/map/group-paths.ts';
import { endsOf } from '#report/page/map/path-ends.ts';
import { placeOf } from '#report/page/map/regions.ts';
import { aConnectionPath, arbitraryPath, type PathFields } from '#test/builders/connection-path.ts';

const inside = (region: string | null, fields: PathFields = {}) =>
  aConnectionPath({ consumer: { region }, endpoint: { region }, service: { region }, ...fields });

const totalOf = (groups: readonly { counts: Counts }[]): number =>
  groups.reduce((sum, { counts }) => sum + counts.total, 0);

const isPlaced = (region: string | null): boolean => region !== null && placeOf(region) !== null;

const some = fc.array(arbitraryPath, { maxLength: 60 });

describe('groupPaths', () => {
  it('makes one arc of the paths of one class between two Regions, and tells the verdicts', () => {
    const paths = [
      aConnectionPath(),
      aConnectionPath({ verdict: 'blocked' }),
      aConnectionPath({ class: 'peering-routed-aws-service' }),
    ];
    const ends = { from: 'ap-northeast-1', to: 'us-west-2' };
    expect(groupPaths(paths).arcs).toEqual([
      { ...ends, class: 'peering-routed-aws-service', counts: { ...noCounts, usable: 1, total: 1 } },
      { ...ends, class: 'peering-routed-bedrock', counts: { ...noCounts, usable: 1, blocked: 1, total: 2 } },
    ]);
  });

  it('makes dots of what stays inside, of any class, and of the ends of arcs', () => {
    const paths = [aConnectionPath(), inside('us-west-2'), inside('us-west-2', { class: 'tunnel' })];
    expect(groupPaths(paths).dots).toEqual([
      { region: 'ap-northeast-1', counts: noCounts },
      { region: 'us-west-2', counts: { ...noCounts, usable: 2, total: 2 } },
    ]);
  });

  it('lists what has no place', () => {
    const paths = [
      aConnectionPath({ consumer: { region: 'us-iso-east-1' } }),
      inside('xx-nowhere-9'),
      inside(null, { verdict: 'unknown' }),
    ];
    const { arcs, dots, unplacedCrossings, unplacedStays, unknown } = groupPaths(paths);
    expect([arcs, dots]).toEqual([[], []]);
    expect(unplacedCrossings).toMatchObject([
      { from: 'us-iso-east-1', to: 'us-west-2', counts: { total: 1 } },
    ]);
    expect(unplacedStays).toMatchObject([{ region: 'xx-nowhere-9', counts: { total: 1 } }]);
    expect(unknown).toEqual({ ...noCounts, unknown: 1, total: 1 });
  });

  it('loses no path: arcs have all that cross between known places, and everything is somewhere, once', () => {
    fc.assert(
      fc.property(some, (paths) => {
        const { arcs, dots, unplacedCrossings, unplacedStays, unknown } = groupPaths(paths);
        const ends = paths.map(endsOf);
        const crossing = ends.filter(({ from, to }) => from !== to && isPlaced(from) && isPlaced(to));
        expect(totalOf(arcs)).toBe(crossing.length);
        const all = [...arcs, ...dots, ...unplacedCrossings, ...unplacedStays];
        expect(totalOf(all) + (unknown?.total ?? 0)).toBe(paths.length);
        for (const { counts } of all) {
          expect(counts.usable + counts.partial + counts.blocked + counts.unknown).toBe(counts.total);
        }
      }),
    );
  });

  it('makes no group twice, draws only what has a place, and each end of an arc has a dot', () => {
    fc.assert(
      fc.property(some, (paths) => {
        const { arcs, dots, unplacedCrossings } = groupPaths(paths);
        const keys = [...arcs, ...unplacedCrossings].map((arc) =>
          JSON.stringify([arc.from, arc.to, arc.class]),
        );
        expect(new Set(keys).size).toBe(keys.length);
        const regions = dots.map(({ region }) => region);
        expect(new Set(regions).size).toBe(regions.length);
        expect(regions.filter((region) => placeOf(region) === null)).toEqual([]);
        expect(arcs.flatMap(({ from, to }) => [from, to]).filter((end) => !regions.includes(end))).toEqual(
          [],
        );
      }),
    );
  });

  it('does not depend on the order of the paths', () => {
    fc.assert(
      fc.property(some, (paths) => {
        expect(groupPaths(paths.toReversed())).toEqual(groupPaths(paths));
      }),
    );
  });
});
