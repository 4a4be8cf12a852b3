import * as z from 'zod/mini';
import type { Failure } from '#model/coverage.ts';
import { maximumBatches } from './batches.ts';

/** Bytes of a message as JSON: those of all batches together must pass from one function to another in 256 KB. */
const longestMessage = 100;

/** As JSON writes it: a control character takes six bytes, a letter of most scripts three. */
const sizeOf = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;

/** As many characters from the start as fit. */
const bounded = (message: string): string => {
  let text = '';
  let size = 0;
  for (const character of message) {
    size += sizeOf(character);
    if (size > longestMessage) break;
    text += character;
  }
  return text;
};

/** Why a batch was not finished, as far as whoever invoked its worker could tell. */
export const batchFailure = z.strictObject({
  batch: z.int().check(z.minimum(0), z.maximum(maximumBatches - 1)),
  cause: z.enum(['timeout', 'unknown']),
  message: z
    .string()
    .check(z.refine((text) => sizeOf(text) <= longestMessage, `longer than ${longestMessage} bytes`)),
});
export type BatchFailure = z.infer<typeof batchFailure>;

/** Lambda's words for a function that was ended: `Task timed out after 900.00 seconds`. */
const timedOut = /timed? ?out/i;

export const toBatchFailure = (batch: number, message: string): BatchFailure => ({
  batch,
  cause: timedOut.test(message) ? 'timeout' : 'unknown',
  message: bounded(message),
});

/** For the scopes of a batch; a batch that nobody complains of had no worker at all. */
export const failureOfBatch = (failures: readonly BatchFailure[], batch: number): Failure => {
  const told = failures.find((failure) => failure.batch === batch);
  return told === undefined
    ? { cause: 'unknown', code: null, message: 'no worker has read it' }
    : { cause: told.cause, code: null, message: `the worker ended before its time: ${told.message}` };
};
