import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderJson, renderJsonPieces } from '#report/json.ts';

const value = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.array(fc.jsonValue()))),
);

it('pieces are the text that JSON.stringify gives', () => {
  fc.assert(
    fc.property(
      value.filter((one) => typeof one === 'object' && one !== null),
      (one) => {
        expect([...renderJsonPieces(one as object)].join('')).toBe(renderJson(one as object));
      },
    ),
  );
});

it('pieces are short, however long the text', () => {
  const lengths = [
    ...renderJsonPieces({ paths: Array.from({ length: 50_000 }, () => ({ id: 'a path' })) }),
  ].map(({ length }) => length);
  expect(lengths.length).toBeGreaterThan(10);
  expect(Math.max(...lengths)).toBeLessThan(100_000);
});
