import { expect, it } from 'vitest';
import { sliceCount, sliceOf } from '#securityhub/slice.ts';

const ids = Array.from(
  { length: 10_000 },
  (_, index) => `vpc-path-auditor/aws/111122223333/us-west-2/rule/vpc-${index}`,
);

it('is the same for ever: a finding that moved would be looked for in the wrong place', () => {
  expect(sliceCount).toBe(32);
  expect(['a', 'b', 'c', ids[0] ?? ''].map(sliceOf)).toEqual([27, 25, 16, 4]);
});

it('holds about as many findings as any other, though they are all of one account', () => {
  const sizes = [...Map.groupBy(ids, sliceOf).values()].map(({ length }) => length);
  expect(sizes).toHaveLength(sliceCount);
  expect(Math.max(...sizes)).toBeLessThan((1.3 * ids.length) / sliceCount);
});
