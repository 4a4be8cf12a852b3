import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FaultKind, faultKinds } from '#sandbox/faults/kinds.ts';
import { arbitraryTrial } from './faults/arbitrary-trial.ts';
import { run } from './faults/trial.ts';

/*
 * Whole audits with publishing under random faults: they end, tell what they did not read and why, and do no harm that
 * the next healthy night does not find undone. A counterexample's `plan` is a file for `sandbox --faults`.
 */

const batches = 10;
const plansPerBatch = 20;
const { seed = 0 } = fc.readConfigureGlobal();

const counts = new Map<FaultKind, number>(faultKinds.map((fault) => [fault, 0]));
let plans = 0;
let hits = 0;

describe.concurrent('an audit under random faults neither lies nor does harm', () => {
  it.each(Array.from({ length: batches }, (_, batch) => seed + batch))(
    'seed %i',
    { timeout: 600_000 },
    async (own) => {
      const property = fc.asyncProperty(arbitraryTrial('owner'), async (trial) => {
        const { complaints, injected } = await run(trial);
        plans += 1;
        if (injected.length > 0) hits += 1;
        for (const { fault } of injected) counts.set(fault, (counts.get(fault) ?? 0) + 1);
        expect(complaints).toEqual([]);
      });
      await fc.assert(property, { numRuns: plansPerBatch, seed: own });
    },
  );
});

it('every fault happened', () => {
  const told = [...counts].map(([fault, count]) => `${fault} ${count}`).join(', ');
  process.stdout.write(`fault lane: ${plans} plans, of which ${hits} hit a call: ${told}\n`);
  expect(plans).toBeGreaterThanOrEqual(batches * plansPerBatch);
  expect([...counts].filter(([, count]) => count === 0)).toEqual([]);
});
