import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arcWidth, dotRadius, draw } from '#report/page/map/draw.ts';
import { groupPaths, noCounts } from '#report/page/map/group-paths.ts';
import { aConnectionPath, arbitraryPath } from '#test/builders/connection-path.ts';

const size = { width: 1000, height: 430 };

describe('draw', () => {
  it('draws every arc and every dot, with numbers that a drawing can have', () => {
    fc.assert(
      fc.property(fc.array(arbitraryPath, { maxLength: 40 }), (paths) => {
        const groups = groupPaths(paths);
        const { arcs, dots, land } = draw(groups, size, true);
        expect(arcs.map(({ arc }) => arc)).toEqual(groups.arcs);
        expect(dots.map(({ dot }) => dot)).toEqual(groups.dots);
        const texts = [land, ...arcs.map(({ d }) => d)];
        for (const text of texts) expect(text).toMatch(/^M[-0-9.,MLZe]+$/);
        for (const { head, middle } of arcs) {
          expect([head?.x, head?.y, head?.angle, middle?.x, middle?.y].every(Number.isFinite)).toBe(true);
        }
        expect(new Set(texts).size).toBe(texts.length);
      }),
      { numRuns: 25 },
    );
  });

  it('an arrow points where its paths lead: eastwards from Tokyo to Oregon over the Pacific', () => {
    const { arcs, dots } = draw(groupPaths([aConnectionPath()]), size, true);
    const [tokyo, oregon] = dots;
    expect(tokyo?.name).toBe('Tokyo');
    expect(tokyo?.x).toBeLessThan(oregon?.x ?? Number.NaN);
    expect(Math.abs(arcs[0]?.head?.angle ?? 180)).toBeLessThan(60);
  });

  it('is the whole world, and nothing on it, for a report without paths', () => {
    const { arcs, dots, labels, land } = draw(groupPaths([]), size, true);
    expect([arcs, dots, labels]).toEqual([[], [], []]);
    expect(land.length).toBeGreaterThan(1000);
  });

  it('more paths make a wider arc and a larger dot, within bounds', () => {
    const counts = [1, 2, 10, 100, 1_000_000].map((total) => ({ ...noCounts, total }));
    for (const [measure, most] of [
      [arcWidth, 6],
      [dotRadius, 12],
    ] as const) {
      const sizes = counts.map(measure);
      expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
      expect(sizes.at(-1)).toBe(most);
      expect(sizes[1]).toBeGreaterThan(sizes[0] ?? 0);
    }
  });
});
