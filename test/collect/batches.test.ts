import { array, assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { batchesOf } from '#collect/batches.ts';

it('holds every value once, at most 200 a batch, and none that is empty', () => {
  assert(
    property(array(integer({ min: 0, max: 900 }).map(String), { maxLength: 1000 }), (values) => {
      const batches = batchesOf(values);
      expect(batches.flat()).toHaveLength(new Set(values).size);
      expect(new Set(batches.flat())).toEqual(new Set(values));
      expect(batches.every(({ length }) => length > 0 && length <= 200)).toBe(true);
    }),
  );
});
