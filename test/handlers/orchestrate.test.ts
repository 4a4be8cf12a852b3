import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { scan } from '#app/scan.ts';
import { createSnapshotSource } from '#app/snapshot-source.ts';
import { type ScanResult, scanResultSchema } from '#model/result.ts';
import type { FaultRule } from '#sandbox/faults/plan.ts';
import { limits } from '#test/builders/durable.ts';
import { configOf } from '#test/builders/network.ts';
import {
  distributed,
  type Fate,
  heldIn,
  heldOfPaths,
  inOneProcess,
  type Lane,
  openLane,
  resultOf,
  timeless,
} from './distributed.ts';

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: false }));
afterAll(async () => {
  await LocalDurableTestRunner.teardownTestEnvironment();
  vi.unstubAllEnvs();
});

/** What the same organization comes to in one process, and what Security Hub holds then. */
let wanted: { result: ReturnType<typeof timeless>; held: object[] };
beforeAll(async () => {
  const lane = await openLane();
  wanted = { result: timeless(await inOneProcess()), held: heldIn(lane) };
  await lane.close();
});

let lane: Lane;
beforeEach(async () => {
  lane = await openLane();
});
afterEach(() => lane.close());

const resultWithin = async (runId: string): Promise<ScanResult> =>
  scanResultSchema.parse(await resultOf(lane, runId));

const unreadOf = ({ coverage }: ScanResult): string[] =>
  coverage.scopes
    .filter(({ status }) => status === 'failed')
    .map(
      ({ accountId, region, reads }) =>
        `${accountId}/${region} ${[...new Set(reads.map((read) => read.cause))].join()}`,
    );

/** One where each stage is begun: what ended before is written with it. */
const checkpointsOfARun = 7;

describe('a run', () => {
  it('comes to what one process comes to, within the limits of durable functions, every operation named', async () => {
    const run = await distributed();
    expect(run.status).toBe('SUCCEEDED');
    expect(timeless(await resultWithin(run.result.runId))).toEqual(wanted.result);
    expect(heldIn(lane)).toEqual(wanted.held);
    expect(run.names).toEqual([
      'plan',
      'collect',
      'collect 0',
      'collect 1',
      'analyse',
      'search',
      'publish',
      'publish 0',
      'publish 1',
      'clear',
      'finish',
    ]);
    expect(run.operations).toBeLessThan(limits.operations);
    expect(run.checkpoints).toBe(checkpointsOfARun);
    expect(run.largest).toBeLessThan(4_096);
    expect(run.result.summary).toEqual(wanted.result.summary);
  });

  it('keeps its runs in S3 as well', async () => {
    await lane.close();
    lane = await openLane('s3');
    const run = await distributed();
    expect(run.result).toMatchObject({ complete: true, summary: wanted.result.summary });
    expect(heldIn(lane)).toEqual(wanted.held);
    expect(await readdir(lane.folder)).toEqual([]);
  });

  it('leaves a snapshot, of which the same paths come again, and the same findings of what it holds', async () => {
    const { result } = await distributed();
    const source = await createSnapshotSource(
      join(lane.folder, `runs/${result.runId}/snapshot`),
      configOf().scope,
    );
    const replayed = await scan({
      source,
      config: configOf(),
      selection: { accounts: null, regions: null },
      stores: null,
      failOn: null,
      clock: () => new Date(),
      onProgress: () => {},
    });
    const { paths, peerings, findings } = timeless(replayed);
    expect({ paths, peerings }).toEqual({ paths: wanted.result.paths, peerings: wanted.result.peerings });
    // Scopes that hold nothing are not kept: in accounts of such, zones may be for all that the snapshot tells.
    const [unsure, sure] = [true, false].map((isUnsure) =>
      findings.filter(({ rule }) => (rule === 'private-dns-off') === isUnsure),
    );
    expect(sure).toEqual(wanted.result.findings.filter(({ rule }) => rule !== 'private-dns-off'));
    expect(unsure?.map(({ status }) => status)).toEqual(['not-evaluated']);
  });

  it.each<FaultRule>([
    { fault: 'access-denied', operation: 'sts:AssumeRole', account: '222222222222' },
    { fault: 'scp-denied', operation: 'ec2:DescribeRegions', account: '150000000000' },
    { fault: 'access-denied', operation: 'organizations:ListAccounts' },
    { fault: 'malformed-body', operation: 'ec2:DescribeRouteTables', account: '222222222222' },
  ])('tells what could not be read as one process does: $fault at $operation', async (rule) => {
    const faults = { seed: 0, rules: [rule] };
    await lane.close();
    lane = await openLane('folder', faults);
    const { result } = await distributed();
    const told = timeless(await resultWithin(result.runId));
    const held = heldIn(lane);
    await lane.close();
    lane = await openLane('folder', faults);
    expect(told).toEqual(timeless(await inOneProcess()));
    expect(held).toEqual(heldIn(lane));
    expect(told.coverage.complete).toBe(false);
  });

  it('dry: everything is judged, nothing is sent to Security Hub', async () => {
    const run = await distributed({ event: { publish: false } });
    expect(run.result.publish).toBeNull();
    expect((await resultWithin(run.result.runId)).findings).toHaveLength(wanted.result.findings.length);
    expect(Object.keys(lane.sandbox.calls()).filter((action) => action.startsWith('securityhub:'))).toEqual(
      [],
    );
  });

  it('narrowed: only the accounts and Regions that were asked for', async () => {
    const run = await distributed({
      event: { accounts: ['222222222222'], regions: ['us-west-2'], publish: false },
    });
    const { coverage } = await resultWithin(run.result.runId);
    expect(coverage.scopes.map(({ accountId, region }) => `${accountId}/${region}`)).toEqual([
      '222222222222/us-west-2',
    ]);
  });

  it.each([
    [{ publish: 'no' }, 'publish: '],
    [{ roleName: 'Admin' }, 'unknown key "roleName"'],
    [{ action: 'explain' }, 'action: '],
    [{ store: 's3://theirs' }, 'unknown key "store"'],
  ])('refuses %j, naming the field', async (event, message) => {
    const run = await distributed({ event });
    expect(run.status).toBe('FAILED');
    expect(JSON.stringify(run.result)).toContain(message.replaceAll('"', '\\\\\\"').slice(0, 12));
    expect(run.operations).toBe(0);
  });
});

describe('killed', () => {
  const kills = Array.from({ length: checkpointsOfARun }, (_, index) => [
    { at: index + 1, when: 'before' as const },
    { at: index + 1, when: 'after' as const },
  ]).flat();

  it.each(kills)('at checkpoint $at, $when it is written: it ends as if it had not been', async (kill) => {
    const run = await distributed({ kills: [kill] });
    expect([run.status, run.killed]).toEqual(['SUCCEEDED', 1]);
    expect(timeless(await resultWithin(run.result.runId))).toEqual(wanted.result);
    expect(heldIn(lane)).toEqual(wanted.held);
  });

  it('at every other checkpoint: it still ends', async () => {
    const every = Array.from({ length: 20 }, (_, index) => ({ at: 2 * index + 1, when: 'before' as const }));
    const run = await distributed({ kills: every });
    expect(run.killed).toBeGreaterThanOrEqual(checkpointsOfARun - 1);
    expect(timeless(await resultWithin(run.result.runId))).toEqual(wanted.result);
  });
});

const timedOut = new Error('2026-11-22T03:00:00.000Z 5f9e0776 Task timed out after 900.00 seconds');

/** Fails workers of one stage and batch, as often as told. */
const failing =
  ({ stage, batch, times }: { stage: string; batch?: number; times: number }, error = timedOut): Fate =>
  async (event, before, work) => {
    const isMeant =
      event.stage === stage && (batch === undefined || ('batch' in event && event.batch === batch));
    if (isMeant && before < times) throw error;
    return work();
  };

describe('a worker that fails', () => {
  it.each(['plan', 'analyse', 'finish'])('once, at %s: another does its work', async (stage) => {
    const run = await distributed({ fate: failing({ stage, times: 1 }) });
    expect(timeless(await resultWithin(run.result.runId))).toEqual(wanted.result);
    expect(run.names).toContain(`${stage}, attempt 2`);
  });

  it.each(['plan', 'analyse', 'finish'])(
    'always, at %s: the run fails, and archives nothing',
    async (stage) => {
      await distributed();
      const before = heldIn(lane);
      const run = await distributed({ fate: failing({ stage, times: 9 }) });
      expect(run.status).toBe('FAILED');
      expect(heldIn(lane)).toEqual(before);
    },
  );

  it.each([0, 1])('once, at batch %i of a stage: its second pass does the work', async (batch) => {
    const run = await distributed({
      fate: async (event, before, work) => {
        const isFirst = 'batch' in event && event.batch === batch && before === 0;
        if (isFirst) throw timedOut;
        return work();
      },
    });
    expect(timeless(await resultWithin(run.result.runId))).toEqual(wanted.result);
    expect(heldIn(lane)).toEqual(wanted.held);
    expect(run.names).toContain(`collect again ${batch}`);
    expect(run.names).toContain(`publish again ${batch}`);
  });

  it('dies after its work, before it could say so: the second pass finds it done', async () => {
    const run = await distributed({
      fate: async (event, before, work) => {
        const answer = await work();
        if ('batch' in event && before === 0) throw new Error('Runtime exited with error: signal: killed');
        return answer;
      },
    });
    const result = await resultWithin(run.result.runId);
    expect(result.coverage).toEqual(wanted.result.coverage);
    expect(heldIn(lane)).toEqual(wanted.held);
    expect(result.findings.map(({ firstSeenAt }) => firstSeenAt)).toEqual(
      result.findings.map(({ status }) => (status === 'not-evaluated' ? null : result.startedAt)),
    );
  });

  it.each([
    [timedOut, 'timeout'],
    [new Error('Runtime exited with error: signal: killed'), 'unknown'],
  ])(
    'always, at a batch of reading (%s): unread with the cause, and nothing is archived for it',
    async (error, cause) => {
      await distributed();
      const before = heldIn(lane);
      const run = await distributed({ fate: failing({ stage: 'collect', batch: 0, times: 9 }, error) });
      const result = await resultWithin(run.result.runId);
      expect(run.result).toMatchObject({ complete: false, exitReasons: ['coverage-incomplete'] });
      const told = unreadOf(result);
      expect(told).toHaveLength(54);
      expect(new Set(told.map((line) => line.split(' ')[1]))).toEqual(new Set([cause]));
      const gaps = result.findings.filter(({ rule }) => rule === 'coverage-gap');
      expect(result.publish).toMatchObject({ archived: 0, created: gaps.length, failed: [] });
      expect(heldOfPaths(lane).map(({ Id, RecordState }) => [Id, RecordState])).toEqual(
        before.map(({ Id, RecordState }) => [Id, RecordState]),
      );
    },
  );

  it('always, at a batch of publishing: told as not published, and the next night makes up for it', async () => {
    const run = await distributed({ fate: failing({ stage: 'publish', batch: 0, times: 9 }) });
    const { publish } = await resultWithin(run.result.runId);
    expect(run.result.exitReasons).toEqual(['publishing-failed']);
    expect(new Set(publish?.failed.map(({ cause, findingId }) => `${cause} ${findingId}`))).toEqual(
      new Set(['timeout null']),
    );
    await distributed();
    expect(heldIn(lane)).toEqual(wanted.held);
  });
});

describe('two runs', () => {
  it('at once end in the same findings', async () => {
    const runs = await Promise.all([distributed(), distributed()]);
    expect(runs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(new Set(runs.map(({ result }) => result.runId)).size).toBe(2);
    expect(heldIn(lane)).toEqual(wanted.held);
  });

  it('one after the other: nothing is sent again', async () => {
    await distributed();
    const { result } = await distributed();
    expect(result.publish).toMatchObject({ created: 0, updated: 0, archived: 0, failed: 0 });
    expect(heldIn(lane)).toEqual(wanted.held);
  });
});
