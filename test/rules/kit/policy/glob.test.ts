import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, isLiteral, overlaps } from '#rules/kit/policy/glob.ts';

it.each([
  ['*', 's3:???*', true],
  ['**', 's3:???*', true],
  ['*:*', 's3:???*', true],
  ['s3:*', 's3:???*', true],
  ['s?:*', 's3:???*', true],
  ['s3:?*', 's3:???*', true],
  ['s3:???', 's3:???*', false],
  ['s3:get*', 's3:???*', false],
  ['s3*', 's3:???*', true],
  ['kms:*', 's3:???*', false],
  ['', 's3:???*', false],
  ['', '', true],
  ['*', '', true],
  ['a', 'a', true],
  ['a?', 'a', false],
])('%j covers %j: %s', (pattern, all, expected) => {
  expect(covers(pattern, all)).toBe(expected);
});

it.each([
  ['a*', '*b', true],
  ['a*', 'b*', false],
  ['a*c', 'ab*', true],
  ['a?', 'ab', true],
  ['a?', 'a', false],
  ['*', '', true],
  ['', '', true],
  ['arn:aws:bedrock:us-*:*:inference-profile/*', 'arn:aws:bedrock:*:1:inference-profile/x', true],
])('%j overlaps %j: %s', (a, b, expected) => {
  expect([overlaps(a, b), overlaps(b, a)]).toEqual([expected, expected]);
});

it.each([
  ['a', true],
  ['', true],
  ['a*', false],
  ['a?', false],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
  ['${aws:PrincipalAccount}', false],
])('%j is literal: %s', (text, expected) => {
  expect(isLiteral(text)).toBe(expected);
});

const pattern = fc.array(fc.constantFrom('a', 'b', '?', '*'), { maxLength: 6 }).map((all) => all.join(''));
const text = fc.array(fc.constantFrom('a', 'b'), { maxLength: 6 }).map((all) => all.join(''));
const matches = (glob: string, word: string): boolean =>
  new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(word);

describe('by the regular expressions they stand for', () => {
  it('what covers matches each text, and a text is covered when it is matched', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (a, b, word) => {
        expect(!covers(a, b) || !matches(b, word) || matches(a, word)).toBe(true);
        expect(covers(a, word)).toBe(matches(a, word));
        expect(covers(a, a)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('patterns that match one text overlap', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (a, b, word) => {
        expect(overlaps(a, b) || !matches(a, word) || !matches(b, word)).toBe(true);
        expect(overlaps(a, word)).toBe(matches(a, word));
      }),
      { numRuns: 2000 },
    );
  });
});
