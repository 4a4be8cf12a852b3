import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLimiter, type Limiter } from '#aws/limiter.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Ten of AWS's tokens, of which eight are ours, and one more every 100 ms. */
const rate = { burst: 10, perSecond: 10 };

/** The milliseconds that each of `count` calls made at once waits. */
const waits = async (limiter: Limiter, count: number, bucket = 'a'): Promise<number[]> => {
  const start = performance.now();
  const turns = Array.from({ length: count }, () =>
    limiter.take(bucket, rate).then(() => Math.round(performance.now() - start)),
  );
  await vi.advanceTimersByTimeAsync(60_000);
  return Promise.all(turns);
};
const atOnce = (count: number): number[] => Array.from({ length: count }, () => 0);

describe('createLimiter', () => {
  it('lets four fifths of a burst pass, then one after another', async () => {
    expect(await waits(createLimiter(), 12)).toEqual([...atOnce(8), 100, 200, 300, 400]);
  });

  it('saves up no more than a burst', async () => {
    const limiter = createLimiter();
    await waits(limiter, 12);
    expect(await waits(limiter, 10)).toEqual([...atOnce(8), 100, 200]);
  });

  it('goes on from those that wait', async () => {
    const limiter = createLimiter();
    const first = waits(limiter, 10);
    expect(await waits(limiter, 1)).toEqual([300]);
    expect(await first).toEqual([...atOnce(8), 100, 200]);
  });

  it('counts each bucket apart', async () => {
    const limiter = createLimiter();
    const busy = waits(limiter, 12);
    expect(await waits(limiter, 1, 'b')).toEqual([0]);
    await busy;
  });

  it('makes all wait once AWS has refused one, and is not emptied twice', async () => {
    const limiter = createLimiter();
    limiter.empty('a', rate);
    limiter.empty('a', rate);
    expect(await waits(limiter, 3)).toEqual([100, 200, 300]);
  });

  it('does not shorten the wait of those that wait longer already', async () => {
    const limiter = createLimiter();
    const first = waits(limiter, 12);
    limiter.empty('a', rate);
    expect(await waits(limiter, 1)).toEqual([500]);
    await first;
  });

  it('ends a wait with the signal, and leaves no timer behind', async () => {
    const limiter = createLimiter();
    limiter.empty('a', rate);
    const stop = new AbortController();
    const waiting = limiter.take('a', rate, stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(limiter.take('a', rate, stop.signal)).rejects.toThrow('enough');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('forgets the buckets that are full again, however many there were', async () => {
    const buckets = new Map<string, number>();
    const limiter = createLimiter(buckets);
    let most = 0;
    for (let account = 0; account < 20_000; account += 1) {
      await limiter.take(`ec2:DescribeVpcs ${account}`, rate);
      most = Math.max(most, buckets.size);
      vi.advanceTimersByTime(1);
    }
    expect(most).toBeLessThanOrEqual(1000);
  });

  it('never lets through more than AWS would, whenever it is asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(300), { maxLength: 60 }), async (pauses) => {
        const limiter = createLimiter();
        const passed: number[] = [];
        for (const pause of pauses) {
          void limiter.take('a', rate).then(() => passed.push(performance.now()));
          await vi.advanceTimersByTimeAsync(pause);
        }
        await vi.advanceTimersByTimeAsync(60_000);
        expect(passed).toHaveLength(pauses.length);
        let tokens = rate.burst;
        passed.forEach((at, index) => {
          const elapsed = at - (passed[index - 1] ?? at);
          tokens = Math.min(rate.burst, tokens + (elapsed * rate.perSecond) / 1000) - 1;
          expect(tokens, `call ${index}`).toBeGreaterThanOrEqual(-1e-6);
        });
      }),
    );
  });
});
