import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotBox, overlaps, placeLabels, type Wanted } from '#report/page/map/place-labels.ts';

const frame = { left: 0, top: 0, right: 1000, bottom: 430 };

const dot = (key: string, fields: Partial<Wanted> = {}): Wanted => ({
  key,
  x: 500,
  y: 200,
  radius: 5,
  width: 80,
  height: 30,
  weight: 1,
  ...fields,
});

const dots = fc.uniqueArray(
  fc.record({
    key: fc.string({ minLength: 1, maxLength: 3 }),
    x: fc.double({ min: 5, max: 995, noNaN: true }),
    y: fc.double({ min: 5, max: 425, noNaN: true }),
    radius: fc.double({ min: 4, max: 12, noNaN: true }),
    width: fc.double({ min: 20, max: 140, noNaN: true }),
    height: fc.constantFrom(15, 30),
    weight: fc.nat(9),
  }),
  { selector: ({ key }) => key, maxLength: 40 },
);

describe('placeLabels', () => {
  it.each<[string, Partial<Wanted>, string]>([
    ['in the middle', {}, 'start'],
    ['at the right edge', { x: 990 }, 'end'],
    ['at the left edge', { x: 10 }, 'start'],
  ])('a dot %s', (_, fields, anchor) => {
    expect(placeLabels([dot('a', fields)], frame)).toMatchObject([{ key: 'a', anchor }]);
  });

  it('goes to another side of its dot rather than over an arc', () => {
    const arc = Array.from({ length: 40 }, (_, index) => [500 + 5 * index, 200] as const);
    expect(placeLabels([dot('a')], frame, arc)).toMatchObject([{ anchor: 'end' }]);
  });

  it('Tokyo, Osaka and Seoul have theirs, as near as they are on a map of the world', () => {
    const asia = [
      dot('tokyo', { x: 870, y: 170 }),
      dot('osaka', { x: 855, y: 175 }),
      dot('seoul', { x: 828, y: 162 }),
    ];
    expect(placeLabels(asia, frame)).toHaveLength(3);
  });

  it('the weightiest gets its place where there is only one', () => {
    const narrow = { left: 480, top: 180, right: 600, bottom: 220 };
    const placed = placeLabels([dot('a', { x: 485, weight: 1 }), dot('b', { x: 595, weight: 2 })], narrow);
    expect(placed.map(({ key }) => key)).toEqual(['b']);
  });

  it('covers no dot, no other label, and stays inside; tells each once, whatever the order', () => {
    fc.assert(
      fc.property(dots, (wanted) => {
        const placed = placeLabels(wanted, frame);
        for (const [index, label] of placed.entries()) {
          const others = [...placed.slice(index + 1), ...wanted.map(dotBox)];
          expect(others.filter((other) => overlaps(label, other))).toEqual([]);
          expect(label.left >= 0 && label.top >= 0 && label.right <= 1000 && label.bottom <= 430).toBe(true);
        }
        expect(new Set(placed.map(({ key }) => key)).size).toBe(placed.length);
        expect(placeLabels(wanted.toReversed(), frame)).toEqual(placed);
      }),
    );
  });
});
