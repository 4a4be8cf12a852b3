import { z } from 'zod';
import type { Failure } from '#model/coverage.ts';
import { maximumBatches } from './batches.ts';

/** Characters of a message: of all batches together they must pass from one function to another in 256 KB. */
const longestMessage = 100;

/** Why a batch was not finished, as far as whoever invoked its worker could tell. */
export const batchFailure = z.strictObject({
  batch: z
    .int()
    .min(0)
    .max(maximumBatches - 1),
  cause: z.enum(['timeout', 'unknown']),
  message: z.string().max(longestMessage),
});
export type BatchFailure = z.infer<typeof batchFailure>;

/** Lambda's words for a function that was ended: `Task timed out after 900.00 seconds`. */
const timedOut = /timed? ?out/i;

export const toBatchFailure = (batch: number, message: string): BatchFailure => ({
  batch,
  cause: timedOut.test(message) ? 'timeout' : 'unknown',
  message: message.slice(0, longestMessage),
});

/** For the scopes of a batch; a batch that nobody complains of had no worker at all. */
export const failureOfBatch = (failures: readonly BatchFailure[], batch: number): Failure => {
  const told = failures.find((failure) => failure.batch === batch);
  return told === undefined
    ? { cause: 'unknown', code: null, message: 'no worker has read it' }
    : { cause: told.cause, code: null, message: `the worker ended before its time: ${told.message}` };
};
