import { expect, it } from 'vitest';
import { toScopeCoverage } from '#app/coverage.ts';
import type { Source } from '#app/ports.ts';
import { rotate } from '#app/stages/rotate.ts';
import { shareTime } from '#app/stages/share-time.ts';
import { withTimeLimit } from '#app/stages/time-limit.ts';
import type { Scope } from '#model/scope.ts';

const scope: Scope = { accountId: '111111111111', region: 'us-west-2' };
const sourceOf = (read: Source['read']): Source => ({
  input: 'live',
  caller: null,
  offered: async () => ({}),
  plan: () => Promise.reject(new Error('not planned here')),
  read,
});

const coverageOf = async (source: Source) => {
  const { status, reads } = toScopeCoverage(scope, await source.read(scope));
  return { status, causes: [...new Set(reads.map(({ cause }) => cause))], message: reads[0]?.message };
};

it('reads while there is time, and is then as if it were not there', async () => {
  const late: Scope[] = [];
  const source = withTimeLimit(
    sourceOf(async () => ({ VpcEndpoints: [] })),
    () => 1_000,
    (one) => late.push(one),
  );
  expect(await source.read(scope)).toEqual({ VpcEndpoints: [] });
  expect(late).toEqual([]);
});

const neverBegun = () => Promise.reject(new Error('was begun'));

it.each([0, -1])('begins nothing when %i ms are left', async (left) => {
  const late: Scope[] = [];
  const source = withTimeLimit(
    sourceOf(neverBegun),
    () => left,
    (one) => late.push(one),
  );
  expect(await coverageOf(source)).toEqual({
    status: 'failed',
    causes: ['timeout'],
    message: 'not begun: the run was out of time',
  });
  expect(late).toEqual([scope]);
});

it.each<[string, Source['read']]>([
  ['hangs', () => new Promise(() => {})],
  [
    'fails later',
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      throw new Error('nobody is there to hear it');
    },
  ],
])('waits for no read that %s', async (_, read) => {
  const late: Scope[] = [];
  const source = withTimeLimit(
    sourceOf(read),
    () => 20,
    (one) => late.push(one),
  );
  expect(await coverageOf(source)).toMatchObject({ status: 'failed', causes: ['timeout'] });
  expect(late).toEqual([scope]);
  await new Promise((resolve) => setTimeout(resolve, 80));
});

it('a mistake of ours in time is thrown on', async () => {
  const source = withTimeLimit(
    sourceOf(() => Promise.reject(new TypeError('ours'))),
    () => 1_000,
  );
  await expect(source.read(scope)).rejects.toThrow(TypeError);
});

it('what is left of the time is shared: reading ends first, publishing before the end', () => {
  let left = 900_000;
  const { toRead, toPublish } = shareTime(() => left);
  const stages = [900_000, 500_000, 360_000, 100_000, 90_000, 10_000].map((now) => {
    left = now;
    return [toRead() > 0, toPublish() > 0];
  });
  expect(stages).toEqual([
    [true, true],
    [true, true],
    [false, true],
    [false, true],
    [false, false],
    [false, false],
  ]);
});

it('each item is among the first half some night of any week, and none is lost', () => {
  const items = Array.from({ length: 40 }, (_, index) => index);
  for (let week = 0; week < 30; week += 1) {
    const nights = Array.from({ length: 7 }, (_, night) =>
      rotate(items, new Date(Date.UTC(2026, 10, 1 + week * 7 + night, 3)).toISOString()),
    );
    for (const night of nights) expect(night.toSorted((a, b) => a - b)).toEqual(items);
    expect(new Set(nights.flatMap((night) => night.slice(0, 20))).size).toBe(items.length);
  }
});

it('the same night begins at the same place', () => {
  expect(rotate([1, 2, 3], '2026-11-22T03:00:00.000Z')).toEqual(
    rotate([1, 2, 3], '2026-11-22T23:59:59.999Z'),
  );
  expect(rotate([], '2026-11-22T03:00:00.000Z')).toEqual([]);
});
