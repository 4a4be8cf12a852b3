import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { folded, hanging } from '#report/fold.ts';
import { widthOf } from '#report/width.ts';

it.each([
  ['one two three', 7, ['one two', 'three']],
  ['one  two', 20, ['one two']],
  ['abcdefgh ij', 3, ['abc', 'def', 'gh', 'ij']],
  ['東京 大阪', 4, ['東京', '大阪']],
  ['東京大阪', 5, ['東京', '大阪']],
  ['東京', 1, ['東', '京']],
  ['ab', 0, ['a', 'b']],
  ['', 10, ['']],
])('%j in %d columns', (text, width, lines) => expect(folded(text, width)).toEqual(lines));

const mixed = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '東', '한', '🚀') });

it('keeps every character in order, and the width', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), mixed), fc.integer({ min: 2, max: 40 }), (text, width) => {
      const lines = folded(text, width);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      expect(lines.every((line) => widthOf(line) <= width)).toBe(true);
    }),
  );
});

it('folds a line under its own indentation', () => {
  expect(hanging('  one two three', 9)).toEqual(['  one two', '  three']);
});
