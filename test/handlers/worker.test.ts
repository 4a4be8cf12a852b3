import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { RunSummary } from '#handlers/run-summary.ts';
import type { WorkerEvent } from '#handlers/worker-event.ts';
import {
  distributed,
  heldIn,
  inOneProcess,
  invokeWorker,
  type Lane,
  openLane,
  resultOf,
} from './distributed.ts';

/* One worker after the other, as the orchestrator asks. */

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: false }));
afterAll(async () => {
  await LocalDurableTestRunner.teardownTestEnvironment();
  vi.unstubAllEnvs();
});

let lane: Lane;
beforeEach(async () => {
  lane = await openLane();
});
afterEach(() => lane.close());

const runId = '2026-11-22T03-00-00-000Z-0123abcd';

/** A run up to publishing; answers its ID and the batches of publishing. */
const analysed = async (): Promise<{ runId: string; batches: number }> => {
  const plan = (await invokeWorker({ stage: 'plan', publish: true })) as { runId: string; batches: number };
  for (let batch = 0; batch < plan.batches; batch += 1) {
    await invokeWorker({ stage: 'collect', runId: plan.runId, batch });
  }
  const { batches } = (await invokeWorker({
    stage: 'analyse',
    runId: plan.runId,
    failures: [],
  })) as typeof plan;
  await invokeWorker({ stage: 'search', runId: plan.runId });
  return { runId: plan.runId, batches };
};

it('publishing that ran out of time goes on where it stopped, and counts what was done before', async () => {
  const run = await analysed();
  const begun = () => lane.sandbox.calls()['securityhub:GetFindings'] ?? 0;
  const shortly = () => (begun() >= 1 ? 50_000 : 900_000);
  const events = Array.from(
    { length: run.batches },
    (_, batch): WorkerEvent => ({
      stage: 'publish',
      runId: run.runId,
      batch,
    }),
  );
  const left: unknown[] = [];
  for (const event of events) left.push(await invokeWorker(event, shortly));
  expect(left).not.toContainEqual({ unread: 0 });
  const readFirst = begun();
  for (const event of events) expect(await invokeWorker(event)).toEqual({ unread: 0 });
  await invokeWorker({ stage: 'clear', runId: run.runId });
  const summary = (await invokeWorker({ stage: 'finish', runId: run.runId, failures: [] })) as RunSummary;
  expect(summary.exitReasons).toEqual([]);
  expect(summary.publish).toMatchObject({ created: lane.sandbox.findings().length, kept: 0, failed: 0 });
  // No account and Region was read twice.
  const { coverage, findings } = await resultOf(lane, run.runId);
  expect(begun()).toBe(coverage.scopes.length);
  expect(readFirst).toBeLessThan(coverage.scopes.length);
  expect(
    findings.filter(({ status }) => status !== 'not-evaluated').map((one) => one.firstSeenAt),
  ).not.toContain(null);
});

it('central findings are one worker’s, and the same as of one process', async () => {
  const file = join(lane.folder, 'config.json');
  const central = { accountId: '111111111111', region: 'us-west-2' };
  await writeFile(file, JSON.stringify({ publishing: { mode: 'central', central } }));
  vi.stubEnv('VPC_PATH_AUDITOR_CONFIG', file);
  const run = await distributed();
  const held = heldIn(lane);
  expect(run.names.filter((name) => name.startsWith('publish '))).toEqual(['publish 0']);
  expect(new Set(held.map(({ AwsAccountId, Region }) => `${AwsAccountId}/${Region}`))).toEqual(
    new Set(['111111111111/us-west-2']),
  );
  await lane.close();
  lane = await openLane();
  await writeFile(
    join(lane.folder, 'config.json'),
    JSON.stringify({ publishing: { mode: 'central', central } }),
  );
  vi.stubEnv('VPC_PATH_AUDITOR_CONFIG', join(lane.folder, 'config.json'));
  await inOneProcess();
  expect(heldIn(lane)).toEqual(held);
  vi.stubEnv('VPC_PATH_AUDITOR_CONFIG', undefined);
});

it.each<[object, RegExp]>([
  [{}, /stage: /],
  [{ stage: 'collect', runId, batch: 600 }, /batch: /],
  [{ stage: 'collect', runId, batch: 0, bucket: 'theirs' }, /unknown key "bucket"/],
  [{ stage: 'collect', runId: '../../etc', batch: 0 }, /runId: not the ID of a run/],
  [{ stage: 'plan', roleName: 'Admin' }, /unknown key "roleName"/],
  [
    { stage: 'analyse', runId, failures: [{ batch: 0, cause: 'bored', message: '' }] },
    /failures\[0\]\.cause: /,
  ],
])('refuses %j, naming the field', async (event, message) => {
  await expect(invokeWorker(event as WorkerEvent)).rejects.toThrow(message);
});

it.each([
  ['', 'VPC_PATH_AUDITOR_STORE: the workers of a run need a store to share'],
  ['somewhere', 'the store is s3://bucket, s3://bucket/prefix or an absolute path, not "somewhere"'],
])('with %j for a store it says what is missing', async (setting, message) => {
  vi.stubEnv('VPC_PATH_AUDITOR_STORE', setting);
  await expect(invokeWorker({ stage: 'collect', runId, batch: 0 })).rejects.toThrow(message);
});

it('a run that nobody planned is an error, not an empty one', async () => {
  await expect(invokeWorker({ stage: 'collect', runId, batch: 0 })).rejects.toThrow(
    `runs/${runId}/run.json: is not there`,
  );
});
