import * as z from 'zod/mini';
import { batchFailure } from '#app/stages/batch-failure.ts';
import { maximumBatches } from '#app/stages/batches.ts';
import { runIdPattern } from '#app/stages/run-id.ts';
import { narrowing } from './event.ts';

const runId = z.string().check(z.regex(runIdPattern, 'not the ID of a run'));
const batch = z.int().check(z.minimum(0), z.maximum(maximumBatches - 1));
const failures = z.array(batchFailure).check(z.maxLength(maximumBatches));

/**
 * What a worker is asked to do: one stage of a run. Only references: what is to be read, and what was, is in the store.
 * Roles, buckets and functions come from the environment alone.
 */
export const workerEvent = z.discriminatedUnion('stage', [
  z.strictObject({ stage: z.literal('plan'), ...narrowing }),
  z.strictObject({ stage: z.literal('collect'), runId, batch }),
  z.strictObject({ stage: z.literal('analyse'), runId, failures }),
  z.strictObject({ stage: z.literal('search'), runId }),
  z.strictObject({ stage: z.literal('publish'), runId, batch }),
  z.strictObject({ stage: z.literal('clear'), runId }),
  z.strictObject({ stage: z.literal('finish'), runId, failures }),
]);
export type WorkerEvent = z.infer<typeof workerEvent>;
