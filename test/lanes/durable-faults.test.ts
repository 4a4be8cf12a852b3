import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import * as fc from 'fast-check';
import pMap from 'p-map';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { arbitraryDurableTrial, type Move, moves, runDurableTrial } from './faults/durable-trial.ts';

/*
 * As faults.test.ts, by the distributed engine: besides what AWS does, workers die or are out of time, the orchestrator
 * is killed at checkpoints, and the place of findings changes from one night to the next.
 */

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: false }));
afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

const plansAMove = 8;
/** They wait for Security Hub's rates more than they compute. */
const atOnce = 8;
const { seed = 0 } = fc.readConfigureGlobal();

it(`a distributed audit neither lies nor does harm, seed ${seed}`, { timeout: 600_000 }, async () => {
  const trials = (Object.keys(moves) as Move[]).flatMap((move, index) =>
    fc.sample(arbitraryDurableTrial(move), { numRuns: plansAMove, seed: seed + index }),
  );
  const before = process.cpuUsage();
  const judged = await pMap(trials, async (trial) => ({ trial, ...(await runDurableTrial(trial)) }), {
    concurrency: atOnce,
  });
  const { user, system } = process.cpuUsage(before);
  const hit = judged.filter(({ injected }) => injected.length > 0).length;
  const failed = judged.filter(({ night }) => night.result === null).length;
  process.stdout.write(
    `durable fault lane: ${judged.length} plans, of which ${hit} hit a call and ${failed} ended a run, in ${Math.round((user + system) / 1e6)} s of CPU\n`,
  );
  const complaints = judged.flatMap(({ trial, complaints: told }) =>
    told.length === 0 ? [] : [{ trial, complaints: told }],
  );
  expect(complaints).toEqual([]);
  expect(hit).toBeGreaterThan(judged.length / 2);
});
