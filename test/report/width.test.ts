import cliTruncate from 'cli-truncate';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { beginning, padded, widthOf } from '#report/width.ts';

it.each([
  ['', 0],
  ['vpc-1', 5],
  ['東京', 4],
  ['東京 vpc', 8],
  ['ｶﾀｶﾅ', 4],
  ['été', 3],
  ['🚀 prod', 7],
])('%j takes %i columns', (text, width) => expect(widthOf(text)).toBe(width));

/** Letters of one column and of two. */
const mixed = fc.string({ unit: fc.constantFrom('a', ' ', 'é', '東', '한', '🚀') });

it('is what just fits', () => {
  fc.assert(
    fc.property(mixed, (text) => {
      const width = widthOf(text);
      expect(cliTruncate(text, width)).toBe(text);
      expect(width === 0 || cliTruncate(text, width - 1) !== text).toBe(true);
      expect(widthOf(padded(text, width + 3))).toBe(width + 3);
      expect(text.startsWith(beginning(text, Math.floor(width / 2)))).toBe(true);
    }),
  );
});
