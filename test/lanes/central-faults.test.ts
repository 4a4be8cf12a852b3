import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryTrial } from './faults/arbitrary-trial.ts';
import { run } from './faults/trial.ts';

/*
 * As faults.test.ts, with all findings in one place and a ledger of what it holds. The ledger is read back at Security
 * Hub's own pace of 3 calls a second, so the trials wait for it all at once.
 */

const plans = 10;
const { seed = 0 } = fc.readConfigureGlobal();

it(`an audit that publishes in one place neither lies nor does harm, seed ${seed}`, {
  timeout: 600_000,
}, async () => {
  const trials = fc.sample(arbitraryTrial('central', ['whole', 'much gone']), { numRuns: plans, seed });
  const judged = await Promise.all(
    trials.map(async (trial) => ({ trial, complaints: (await run(trial)).complaints })),
  );
  expect(judged.filter(({ complaints }) => complaints.length > 0)).toEqual([]);
});
