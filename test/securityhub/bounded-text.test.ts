import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedText, firstText } from '#securityhub/bounded-text.ts';
import { oddText } from '#test/builders/findings.ts';

const family = '👩‍👩‍👧‍👦';

describe('boundedText', () => {
  it.each([
    ['leaves what fits', 'abc', 3, 'abc'],
    ['ends in an ellipsis', 'abcd', 3, 'ab…'],
    ['does not cut an emoji', `ab${family}cd`, 8, 'ab…'],
    ['does not cut a letter from its accent', 'ae\u0301x', 3, 'a…'],
    ['cuts a grapheme that alone is too long', `e${'\u0301'.repeat(9)}`, 4, 'e\u0301\u0301…'],
    ['does not cut a surrogate pair', '😀😀', 2, '…'],
    ['turns controls and line breaks into one blank', 'a\r\n\u0000b\u2028c', 9, 'a b c'],
    ['drops lone surrogates', 'a\ud800b', 9, 'a b'],
    ['drops marks that turn text around', 'a\u202eb', 9, 'a b'],
    ['trims before the ellipsis', 'ab cd', 4, 'ab…'],
    ['has nothing to say of blanks', ' \t\n', 9, ''],
  ])('%s', (_, text, limit, expected) => expect(boundedText(text, limit)).toBe(expected));

  it('is bounded, well-formed and stable', () => {
    fc.assert(
      fc.property(oddText, fc.integer({ min: 1, max: 300 }), (text, limit) => {
        const bounded = boundedText(text, limit);
        expect(bounded.length).toBeLessThanOrEqual(limit);
        expect(bounded.isWellFormed()).toBe(true);
        expect(bounded).not.toMatch(/\p{Cc}/u);
        expect(boundedText(bounded, limit)).toBe(bounded);
      }),
    );
  });
});

it.each([
  [['', null, ' ', 'said'], 'said'],
  [[null, '\u0000'], '-'],
])('firstText of %j is %j', (texts, expected) => expect(firstText(10, ...texts)).toBe(expected));
