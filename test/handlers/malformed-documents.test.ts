import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { documentsOf } from '#app/stages/document-keys.ts';
import type { ScanResult } from '#model/result.ts';
import { scopeKey } from '#model/scope.ts';
import { distributed, type Fate, heldIn, type Lane, openLane, resultOf } from './distributed.ts';

/* Documents of the store that are not what a worker wrote: they cost what they tell of, and not the run. */

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

/** Writes nonsense to the store before a stage begins. */
const spoiling =
  (stage: string, document: (runId: string) => string): Fate =>
  async (event, _before, work) => {
    if (event.stage === stage && 'runId' in event) {
      await writeFile(join(lane.folder, document(event.runId)), '{"VpcEndpoints": [', 'utf8');
    }
    return work();
  };

const states = () => heldIn(lane).map(({ Id, RecordState }) => [Id, RecordState]);

const malformedIn = ({ coverage }: ScanResult): string[] =>
  coverage.scopes
    .filter(({ reads }) => reads.some(({ cause }) => cause === 'malformed-response'))
    .map((scope) => `${scopeKey(scope)} ${scope.status}`);

it.each<[string, number, (runId: string) => string]>([
  [
    'an inventory',
    1,
    (runId) => documentsOf(runId).inventory({ accountId: '111111111111', region: 'us-west-2' }),
  ],
  ['a manifest', 54, (runId) => documentsOf(runId).manifest(0)],
])(
  '%s: told as unread (%i scopes), all else is published, and nothing is archived for it',
  async (_, unread, document) => {
    await distributed();
    const before = states();
    const { result } = await distributed({ fate: spoiling('analyse', document) });
    const told = malformedIn(await resultOf(lane, result.runId));
    expect(told).toHaveLength(unread);
    expect(told.filter((line) => !line.endsWith(' failed'))).toEqual([]);
    expect(result).toMatchObject({
      exitReasons: ['coverage-incomplete'],
      publish: { archived: 0, failed: 0 },
    });
    // Besides, a gap may be a finding of its own.
    expect(states()).toEqual(expect.arrayContaining(before));
  },
);
