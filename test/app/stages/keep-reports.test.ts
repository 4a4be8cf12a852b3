import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepReports } from '#app/stages/keep-reports.ts';
import { createFolderStore } from '#app/store/folder-store.ts';
import { type Store, StoreError } from '#app/store/store.ts';
import { findPaths } from '#classify/find-paths.ts';
import type { ScanResult } from '#model/result.ts';
import * as build from '#test/builders/network.ts';
import { aResult } from '#test/builders/result.ts';

const monday = '2026-11-23T03-00-00-000Z-0123abcd';
const tuesday = '2026-11-24T03-00-00-000Z-89abcdef';

const paths = findPaths(build.networkOf(...build.tokyoToOregon()), build.configOf());
const withPaths = aResult({ paths });

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reports-'));
  store = createFolderStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const night = async (runId: string, result: ScanResult, isWhole = true): Promise<void> => {
  await store.put(`runs/${runId}/result.json`, result);
  await keepReports({ store, runId, result, isWhole });
};

/** What the page carries: the report's data. */
const pageOf = async (runId: string): Promise<{ result: object; changes: object | null }> => {
  const page = await readFile(join(folder, 'runs', runId, 'report.html'), 'utf8');
  const [, packed = ''] = /id="data">([^<]*)</.exec(page) ?? [];
  return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString());
};

it('the reports lie beside the result, the page with all that it tells', async () => {
  await night(monday, withPaths);
  expect(await pageOf(monday)).toMatchObject({ result: { paths: withPaths.paths }, changes: null });
  expect(await readFile(join(folder, 'runs', monday, 'report.md'), 'utf8')).toContain(
    paths[0]?.endpoint.vpcEndpointId,
  );
});

describe('what changed', () => {
  it('is told since the last run of all accounts and Regions', async () => {
    await night(monday, withPaths);
    await night(tuesday, aResult());
    expect((await pageOf(tuesday)).changes).toMatchObject({ since: withPaths.startedAt });
  });

  it('is not told since a run of some', async () => {
    await night(monday, withPaths, false);
    await night(tuesday, aResult());
    expect((await pageOf(tuesday)).changes).toBeNull();
  });

  it('is not told by the attempt of a stage that is repeated: what the first has left stays', async () => {
    await night(monday, withPaths);
    const result = aResult({ startedAt: '2026-11-24T03:00:00.000Z' });
    await night(tuesday, result);
    await night(tuesday, result);
    expect((await pageOf(tuesday)).changes).toMatchObject({ since: withPaths.startedAt });
  });

  it('is not told since a run that began later, which stays the last', async () => {
    await night(tuesday, withPaths);
    await night(monday, aResult());
    expect((await pageOf(monday)).changes).toBeNull();
    expect(await store.get('runs/latest.json')).toMatchObject({ runId: tuesday });
  });

  it.each<[string, () => Promise<void>]>([
    ['that expired', () => rm(join(folder, 'runs', monday), { recursive: true })],
    ['that is no result', () => store.put(`runs/${monday}/result.json`, { schemaVersion: 1 })],
    ['that nobody names', () => store.put('runs/latest.json', { runId: '../../etc/passwd' })],
    [
      'too large to compare',
      () => store.put('runs/latest.json', { schemaVersion: 1, runId: monday, paths: 20_001 }),
    ],
  ])('is not told since a run %s, and the report is kept', async (_, spoil) => {
    await night(monday, withPaths);
    await spoil();
    await night(tuesday, aResult());
    expect((await pageOf(tuesday)).changes).toBeNull();
  });
});

const down = async (): Promise<never> => {
  throw new StoreError('down');
};

it('a store that takes nothing is a StoreError', async () => {
  const keeping = keepReports({
    store: { put: down, get: down, putText: down },
    runId: monday,
    result: withPaths,
    isWhole: true,
  });
  await expect(keeping).rejects.toThrow(StoreError);
});
