import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FaultKind, faultKinds } from '#sandbox/faults/kinds.ts';
import { arbitraryTrial } from './faults/arbitrary-trial.ts';
import { run, type Trial } from './faults/trial.ts';

/*
 * Whole audits with publishing under random faults: they end, tell what they did not read and why, and do no harm that
 * the next healthy night does not find undone. A counterexample's `plan` is a file for `sandbox --faults`.
 */

const batches = 10;
const plansPerBatch = 19;
const centralPlans = 10;
const { seed = 0 } = fc.readConfigureGlobal();

const counts = new Map<FaultKind, number>(faultKinds.map((fault) => [fault, 0]));
let plans = 0;

const complaintsOf = async (trial: Trial): Promise<string[]> => {
  const { complaints, injected } = await run(trial);
  plans += 1;
  for (const { fault } of injected) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  return complaints;
};

describe.concurrent('an audit under random faults neither lies nor does harm', () => {
  // A ledger is read back at Security Hub's own pace of 3 calls a second: many at once, or it would take minutes.
  it(`publishing in one place, seed ${seed}`, { timeout: 600_000 }, async () => {
    const trials = fc.sample(arbitraryTrial('central', ['whole', 'much gone']), {
      numRuns: centralPlans,
      seed,
    });
    const judged = await Promise.all(
      trials.map(async (trial) => ({ trial, complaints: await complaintsOf(trial) })),
    );
    expect(judged.filter(({ complaints }) => complaints.length > 0)).toEqual([]);
  });

  it.each(Array.from({ length: batches }, (_, batch) => seed + batch))(
    'publishing to owners, seed %i',
    { timeout: 600_000 },
    async (own) => {
      const property = fc.asyncProperty(arbitraryTrial('owner'), async (trial) => {
        expect(await complaintsOf(trial)).toEqual([]);
      });
      await fc.assert(property, { numRuns: plansPerBatch, seed: own });
    },
  );
});

it('every fault happened', () => {
  const told = [...counts].map(([fault, count]) => `${fault} ${count}`).join(', ');
  process.stdout.write(`fault lane: ${plans} plans; faults injected: ${told}\n`);
  expect(plans).toBeGreaterThanOrEqual(batches * plansPerBatch + centralPlans);
  expect([...counts].filter(([, count]) => count === 0)).toEqual([]);
});
