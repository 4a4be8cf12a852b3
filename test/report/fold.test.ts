import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { folded } from '#report/fold.ts';

it.each([
  ['one two three', 7, ['one two', 'three']],
  ['one  two', 20, ['one two']],
  ['abcdefgh ij', 3, ['abc', 'def', 'gh', 'ij']],
  ['', 10, ['']],
])('%j in %d columns', (text, width, lines) => expect(folded(text, width)).toEqual(lines));

it('keeps every character in order, and the width', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (text, width) => {
      const lines = folded(text, width);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      expect(lines.every((line) => line.length <= width)).toBe(true);
    }),
  );
});
