import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPace, type Pace } from '#aws/pace.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The milliseconds that each of `count` calls made at once waits. */
const waits = async (pace: Pace, count: number): Promise<number[]> => {
  const start = performance.now();
  const turns = Array.from({ length: count }, () => pace().then(() => Math.round(performance.now() - start)));
  await vi.advanceTimersByTimeAsync(60_000);
  return Promise.all(turns);
};

it('lets a burst pass, then one after another', async () => {
  expect(await waits(createPace(10, 2), 5)).toEqual([0, 0, 100, 200, 300]);
});

it('saves up no more than a burst', async () => {
  const pace = createPace(10, 2);
  await waits(pace, 5);
  expect(await waits(pace, 3)).toEqual([0, 0, 100]);
});

it('goes on from those that wait', async () => {
  const pace = createPace(10, 1);
  const first = waits(pace, 2);
  expect(await waits(pace, 1)).toEqual([200]);
  expect(await first).toEqual([0, 100]);
});
