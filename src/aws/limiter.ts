import type { Rate } from './rates.ts';
import { sleep } from './sleep.ts';

/**
 * Of AWS's bucket we take no more than this part at once: requests sent at an even pace do not arrive at one, since each has
 * its turn to wait for, and other callers in the account draw from the same bucket. One that is refused costs all the others
 * of its bucket a second.
 */
const share = 0.8;

/** So many buckets are kept before the full ones are looked for. */
const manyBuckets = 1000;

export type Limiter = {
  /** Waits for a token of the bucket. Rejects when the signal is aborted. */
  take(bucket: string, rate: Rate, signal?: AbortSignal): Promise<void>;
  /** AWS has refused a call: its bucket is empty, whatever we have counted. */
  empty(bucket: string, rate: Rate): void;
};

/**
 * Token buckets by name. `fullAt` holds when each will be full again, on the clock of `performance.now()`, and says
 * all there is to say: a bucket that is full is forgotten, so that memory does not grow with the buckets ever used.
 */
export const createLimiter = (fullAt = new Map<string, number>()): Limiter => {
  let sweepAt = manyBuckets;

  const forgetFull = (now: number): void => {
    for (const [bucket, full] of fullAt) if (full <= now) fullAt.delete(bucket);
    sweepAt = Math.max(manyBuckets, 2 * fullAt.size);
  };

  return {
    take: async (bucket, { burst, perSecond }, signal) => {
      const now = performance.now();
      const gap = 1000 / perSecond;
      if (fullAt.size >= sweepAt) forgetFull(now);
      const full = Math.max(fullAt.get(bucket) ?? now, now) + gap;
      fullAt.set(bucket, full);
      const wait = full - Math.floor(share * burst) * gap - now;
      if (wait > 0) await sleep(wait, signal);
    },
    empty: (bucket, { burst, perSecond }) => {
      const empty = performance.now() + Math.floor(share * burst) * (1000 / perSecond);
      fullAt.set(bucket, Math.max(fullAt.get(bucket) ?? empty, empty));
    },
  };
};
