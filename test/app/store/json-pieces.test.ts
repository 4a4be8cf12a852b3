import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonPieces } from '#app/store/json-pieces.ts';

it('joined, they are what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect([...jsonPieces(value)].join('')).toBe(JSON.stringify(value));
    }),
  );
});

it('leaves out what JSON leaves out', () => {
  const document = { a: undefined, b: [undefined, 1], c: { d: undefined }, e: null };
  expect([...jsonPieces(document)].join('')).toBe(JSON.stringify(document));
});

it('a long list is many pieces, none of them long', () => {
  const pieces = [...jsonPieces({ paths: Array.from({ length: 50_000 }, (_, id) => ({ id })) })];
  expect(pieces.length).toBeGreaterThan(5);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(100 * 1024);
});
