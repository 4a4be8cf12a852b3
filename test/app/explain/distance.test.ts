import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '#app/explain/distance.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['bedrock-runtime', 'bedrock-runtime', 0],
    ['bedrock-runtme', 'bedrock-runtime', 1],
    ['berdock', 'bedrock', 1],
    ['kitten', 'sitting', 3],
    ['us-wets-2', 'us-west-2', 1],
    ['ab', 'ba', 1],
    ['abc', 'xyz', 3],
  ])('of %j and %j is %i', (a, b, distance) => expect(editDistance(a, b)).toBe(distance));

  const text = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'b', '-') });
  it('is the same both ways, nothing for equals alone, and between the lengths', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const distance = editDistance(a, b);
        expect(editDistance(b, a)).toBe(distance);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe('nearest', () => {
  const names = ['ecs', 'ecr.api', 'kms', 'bedrock', 'bedrock-runtime', 'bedrock-agent'];
  const near = (text: string): string[] => nearest(text, names, (name) => name);
  it.each([
    ['bedrock-runtme', ['bedrock-runtime']],
    ['BEDROCK', ['bedrock']],
    ['ecr', ['ecs']],
    ['quantum', []],
    ['x'.repeat(1000), []],
  ])('of %j are %j', (text, expected) => expect(near(text)).toEqual(expected));

  it('are at most three, whatever order they are in', () => {
    const many = ['aaaa1', 'aaaa2', 'aaaa3', 'aaaa4', 'aaaa'];
    expect(nearest('aaaa', many, (name) => name)).toEqual(['aaaa', 'aaaa1', 'aaaa2']);
    expect(nearest('aaaa', many.toReversed(), (name) => name)).toEqual(['aaaa', 'aaaa1', 'aaaa2']);
  });
});
