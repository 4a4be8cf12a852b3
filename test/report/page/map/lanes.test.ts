import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Crossing, groupPaths, noCounts } from '#report/page/map/group-paths.ts';
import { toLanes } from '#report/page/map/lanes.ts';
import { arbitraryPath } from '#test/builders/connection-path.ts';

const arc = (from: string, to: string, pathClass: Crossing['class'] = 'tunnel'): Crossing => ({
  from,
  to,
  class: pathClass,
  counts: noCounts,
});

it.each<[string, Crossing[], number[]]>([
  ['one alone is straight', [arc('a', 'b')], [0]],
  ['two classes bow to both sides', [arc('a', 'b'), arc('a', 'b', 'resource')], [-0.5, 0.5]],
  ['there and back, each to its own left or right', [arc('a', 'b'), arc('b', 'a')], [-0.5, -0.5]],
  ['three', [arc('a', 'b'), arc('a', 'b', 'resource'), arc('b', 'a')], [-1, 0, -1]],
  ['other Regions are nothing to it', [arc('a', 'b'), arc('a', 'c'), arc('c', 'b')], [0, 0, 0]],
])('%s', (_, arcs, lanes) => {
  expect(toLanes(arcs)).toEqual(lanes);
});

it('no two arcs between the same two Regions are in one lane, whichever way they lead', () => {
  fc.assert(
    fc.property(fc.array(arbitraryPath, { maxLength: 60 }), (paths) => {
      const { arcs } = groupPaths(paths);
      const lanes = toLanes(arcs);
      // Seen from one side, the lane of who travels the other way is mirrored.
      const seen = arcs.map(({ from, to }, index) => {
        const lane = lanes[index] ?? 0;
        return from < to ? `${from} ${to} ${lane}` : `${to} ${from} ${lane === 0 ? 0 : -lane}`;
      });
      expect(new Set(seen).size).toBe(arcs.length);
    }),
  );
});
