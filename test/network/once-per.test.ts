import { describe, expect, it } from 'vitest';
import { oncePer, oncePerKey, oncePerRecent } from '#network/once-per.ts';

/** Makes its key in capitals, and counts. */
const counting = () => {
  const made: string[] = [];
  const make = (key: string): string => {
    made.push(key);
    return key.toUpperCase();
  };
  return { made, make };
};

describe('once per key', () => {
  it('is made once an object', () => {
    const [a, b] = [{}, {}];
    const made = oncePer((_key: object) => ({}));
    expect(made(a)).toBe(made(a));
    expect(made(a)).not.toBe(made(b));
  });

  it.each([
    ['', oncePerKey],
    [', of those met last', <K, V>(make: (key: K) => V) => oncePerRecent(1, make)],
  ])('is made once a key, also when it is undefined%s', (_, once) => {
    const made: string[] = [];
    const find = once((key: string) => {
      made.push(key);
      return undefined;
    });
    for (const key of ['a', 'a', 'b', 'a']) find(key);
    expect(made).toEqual(['a', 'b']);
  });

  it.each([
    ['what was met among the last is kept', ['a', 'b', 'a', 'c', 'a', 'd', 'a'], ['a', 'b', 'c', 'd']],
    [
      'what was met before twice as many is made again',
      ['a', 'b', 'c', 'd', 'e', 'a'],
      ['a', 'b', 'c', 'd', 'e', 'a'],
    ],
  ])('of the two met last: %s', (_, asked, expected) => {
    const { made, make } = counting();
    const find = oncePerRecent(2, make);
    expect(asked.map(find)).toEqual(asked.map((key) => key.toUpperCase()));
    expect(made).toEqual(expected);
  });
});
