import { expect, it } from 'vitest';
import { someOf } from '#rules/kit/some-of.ts';

it.each<[string[], string]>([
  [[], ''],
  [['b', 'a'], 'a, b'],
  [['a', 'a', 'b'], 'a, b'],
  [['a', 'b', 'c'], 'a, b, c'],
  [['d', 'c', 'b', 'a'], 'a, b, c and 1 more'],
  [['a', 'b', 'c', 'a', 'b', 'c'], 'a, b, c'],
])('of %j, three at most: %j', (texts, told) => {
  expect(someOf(texts, 3)).toBe(told);
});
