import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveSource } from '#app/live-source.ts';
import type { Plan } from '#app/ports.ts';
import { analyseRun } from '#app/stages/analyse-run.ts';
import type { BatchFailure } from '#app/stages/batch-failure.ts';
import { toBatches } from '#app/stages/batches.ts';
import { collectBatch } from '#app/stages/collect-batch.ts';
import { documentsOf } from '#app/stages/document-keys.ts';
import { findDocument, manifestDocument, observedDocument } from '#app/stages/documents.ts';
import { emptyInventory } from '#app/stages/empty-inventory.ts';
import { finishRun } from '#app/stages/finish-run.ts';
import { unpackObserved } from '#app/stages/observed-document.ts';
import { createFolderStore } from '#app/store/folder-store.ts';
import { type Store, StoreError } from '#app/store/store.ts';
import type { Inventory } from '#model/inventory.ts';
import { compareScopes, type Scope, scopeKey } from '#model/scope.ts';
import { configOf, endpointRecord } from '#test/builders/network.ts';

const accounts = ['111111111111', '222222222222', '333333333333'];
const regions = Array.from({ length: 5 }, (_, index) => `us-west-${index + 1}`);
const scopes: Scope[] = accounts.flatMap((accountId) => regions.map((region) => ({ accountId, region })));
const plan: Plan = {
  partition: 'aws',
  accounts: accounts.map((Id) => ({ Id, State: 'ACTIVE' })),
  isListed: true,
  hub: null,
  scopes,
  gaps: [],
  excluded: [],
  notices: [],
  observedAt: null,
};
const runId = '2026-11-22T03-00-00-000Z-0123abcd';
const documents = documentsOf(runId);

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batch-'));
  store = createFolderStore(folder);
  await store.put(documents.run, {
    schemaVersion: 1,
    runId,
    startedAt: '2026-11-22T03:00:00.000Z',
    callerArn: 'arn:aws:sts::111111111111:assumed-role/worker/worker',
    selection: { accounts: null, regions: null },
    isPublishing: false,
    config: configOf(),
    plan,
  });
});
afterEach(() => rm(folder, { recursive: true }));

/** Every third scope holds an endpoint. */
const inventoryOf = (scope: Scope): Inventory =>
  scopes.findIndex((one) => scopeKey(one) === scopeKey(scope)) % 3 === 0
    ? { ...emptyInventory, VpcEndpoints: [endpointRecord()] }
    : emptyInventory;

const collect = (
  read: LiveSource['read'],
  timeLeft: () => number = () => 10_000,
  mistakes: string[] = [],
) => {
  const asked: string[] = [];
  const source: LiveSource = {
    input: 'live',
    caller: { accountId: '111111111111', arn: '', partition: 'aws' },
    offered: async () => ({}),
    plan: () => Promise.reject(new Error('planned elsewhere')),
    adopt: () => {},
    read: async (scope) => {
      asked.push(scopeKey(scope));
      return read(scope);
    },
  };
  const onMistake = (scope: Scope): unknown => mistakes.push(scopeKey(scope));
  const ended = collectBatch({
    store,
    source,
    runId,
    batch: 0,
    timeLeft,
    onMistake: (scope) => void onMistake(scope),
  });
  return { asked, ended };
};

/** What the run comes to, as far as the batch was read. */
const coverage = async (failures: BatchFailure[] = []) => {
  await analyseRun({ store, runId, failures });
  const { result } = await finishRun({ store, runId, failures: [], clock: () => new Date() });
  const { scopes: told } = result.coverage;
  return Object.fromEntries(
    told.map((scope) => [scopeKey(scope), scope.status === 'complete' ? 'complete' : scope.reads[0]?.cause]),
  );
};

const allComplete = Object.fromEntries(scopes.map((scope) => [scopeKey(scope), 'complete']));

it('is one batch', () => expect(toBatches(scopes)).toHaveLength(1));

it('keeps an inventory of scopes that hold something, and one manifest for all', async () => {
  const { asked, ended } = collect(async (scope) => inventoryOf(scope));
  expect(await ended).toEqual({ unread: 0 });
  expect(asked.toSorted()).toEqual(scopes.map(scopeKey));
  const files = await readdir(folder, { recursive: true });
  expect(files.filter((file) => file.endsWith('.json')).toSorted()).toEqual([
    `runs/${runId}/collected/0.json`,
    `runs/${runId}/run.json`,
    ...scopes.filter((_, index) => index % 3 === 0).map((scope) => documents.inventory(scope)),
  ]);
  expect(await coverage()).toEqual(allComplete);
});

describe('out of time', () => {
  it('the next attempt reads what is left, and nothing twice', async () => {
    let left = 7;
    const first = collect(
      async (scope) => {
        left -= 1;
        return inventoryOf(scope);
      },
      () => left * 1_000,
    );
    expect(await first.ended).toEqual({ unread: scopes.length - 7 });
    const second = collect(async (scope) => inventoryOf(scope));
    expect(await second.ended).toEqual({ unread: 0 });
    expect([...first.asked, ...second.asked].toSorted()).toEqual(scopes.map(scopeKey));
    expect(await coverage()).toEqual(allComplete);
  });

  it('what nobody got to is told as such, and the snapshot tells it too', async () => {
    await collect(
      async (scope) => inventoryOf(scope),
      () => 0,
    ).ended;
    expect(new Set(Object.values(await coverage()))).toEqual(new Set(['timeout']));
    const [first = ''] = scopes.map((scope) => documents.inventory(scope));
    expect(await store.get(first)).toMatchObject({
      Coverage: { DescribeVpcEndpoints: { complete: false, cause: 'timeout' } },
    });
  });

  it('a scope that hangs costs the others nothing', async () => {
    let left = 400;
    const hanging = collect(
      (scope) =>
        scope.accountId === accounts[1] ? new Promise(() => {}) : Promise.resolve(inventoryOf(scope)),
      () => left,
    );
    expect(await hanging.ended).toEqual({ unread: regions.length });
    left = 0;
    expect(Object.values(await coverage()).filter((status) => status === 'timeout')).toHaveLength(
      regions.length,
    );
  });
});

/** Of one account each read comes to this. */
const poisoned =
  (read: () => Promise<Inventory>): LiveSource['read'] =>
  (scope) =>
    scope.accountId === accounts[1] ? read() : Promise.resolve(inventoryOf(scope));

describe('a poisoned account', () => {
  it('on which this program fails: its scopes are unread, the others are read, and the log is told', async () => {
    const mistakes: string[] = [];
    const read = poisoned(() => Promise.reject(new RangeError('Invalid string length')));
    expect(await collect(read, () => 10_000, mistakes).ended).toEqual({ unread: 0 });
    expect(mistakes.toSorted()).toEqual(regions.map((region) => `${accounts[1]}/${region}`));
    const told = await coverage();
    expect(told).toEqual({ ...allComplete, ...Object.fromEntries(mistakes.map((key) => [key, 'unknown'])) });
  });

  it('that ends every worker that meets it: the others are read and kept', async () => {
    // A worker that was ended answers nothing; the next finds what it wrote.
    const ended = new Promise<never>(() => {});
    const worker = async (): Promise<'ended' | { unread: number }> =>
      Promise.race([
        collect(
          poisoned(() => ended),
          () => Number.MAX_SAFE_INTEGER % 2 ** 31,
        ).ended,
        new Promise<'ended'>((resolve) => setTimeout(() => resolve('ended'), 1_500)),
      ]);
    expect(await worker()).toBe('ended');
    expect(await worker()).toBe('ended');
    const manifest = await findDocument(store, documents.manifest(0), manifestDocument);
    expect(manifest).toMatchObject({ attempts: 2, isEnded: false });
    const kept = [...(manifest?.empty ?? []), ...(manifest?.stored ?? [])].toSorted(compareScopes);
    expect(kept.map(scopeKey)).toEqual(
      scopes.filter(({ accountId }) => accountId !== accounts[1]).map(scopeKey),
    );
    const told = await coverage([{ batch: 0, cause: 'unknown', message: 'Runtime exited' }]);
    expect(Object.values(told).filter((status) => status === 'unknown')).toHaveLength(regions.length);
    expect(Object.values(told).filter((status) => status === 'complete')).toHaveLength(2 * regions.length);
  });
});

const spoilt = (key: string, text: string): Promise<void> => writeFile(join(folder, key), text);
const keptAlready = (): Promise<{ unread: number }> => collect(async (scope) => inventoryOf(scope)).ended;

describe('what the store holds and is not what a worker wrote', () => {
  const [first, ...others] = scopes as [Scope, ...Scope[]];
  const malformed = { [scopeKey(first)]: 'malformed-response' };

  it.each<[string, string]>([
    ['is no JSON', '{"VpcEndpoints": ['],
    ['is no inventory', '{"VpcEndpoints": [{"VpcEndpointId": 1}]}'],
    ['was cut short', '{"VpcEndpoints": [], "NextToken": "more"}'],
  ])(
    'an inventory that %s is one scope unread, told as malformed; the others are judged',
    async (_, text) => {
      await keptAlready();
      await spoilt(documents.inventory(first), text);
      expect(await coverage()).toEqual({ ...allComplete, ...malformed });
      // Analysed once more, as by a worker that follows one that died, it is the same.
      expect(await coverage()).toEqual({ ...allComplete, ...malformed });
      expect(await store.get(documents.inventory(others[2] as Scope))).toHaveProperty('VpcEndpoints');
    },
  );

  it('an inventory that is lost is one scope unread', async () => {
    await keptAlready();
    await rm(join(folder, documents.inventory(first)));
    expect(await coverage()).toEqual({ ...allComplete, [scopeKey(first)]: 'malformed-response' });
  });

  it.each<[string, string]>([
    ['is no JSON', '{"schemaVersion": 1,'],
    ['is no manifest', '{"schemaVersion": 1, "empty": "all"}'],
  ])('a manifest that %s is a batch unread, told as malformed', async (_, text) => {
    await keptAlready();
    await spoilt(documents.manifest(0), text);
    expect(new Set(Object.values(await coverage()))).toEqual(new Set(['malformed-response']));
  });

  it('a manifest that is malformed when a worker comes again: all of it is read again', async () => {
    await keptAlready();
    await spoilt(documents.manifest(0), '{');
    const again = collect(async (scope) => inventoryOf(scope));
    expect(await again.ended).toEqual({ unread: 0 });
    expect(again.asked).toHaveLength(scopes.length);
    expect(await coverage()).toEqual(allComplete);
  });

  it('a store that is down is no malformed document: the stage fails, to be tried again', async () => {
    await keptAlready();
    const whole = store;
    store = {
      ...whole,
      get: (key) => (key.includes('snapshot') ? Promise.reject(new StoreError(key)) : whole.get(key)),
    };
    await expect(coverage()).rejects.toThrow(StoreError);
  });
});

it('what the store cannot take ends the worker: nothing is told as read that is not kept', async () => {
  const whole = store;
  store = {
    ...whole,
    put: (key, document) =>
      key.includes('snapshot') ? Promise.reject(new StoreError(key)) : whole.put(key, document),
  };
  await expect(collect(async (scope) => inventoryOf(scope)).ended).rejects.toThrow(StoreError);
  const manifest = await findDocument(whole, documents.manifest(0), manifestDocument);
  expect([manifest?.isEnded, manifest?.stored]).toEqual([false, []]);
});

it('what was observed comes back from the store as it was, lists of reads once', async () => {
  await collect(async (scope) => (scope.region === 'us-west-1' ? {} : inventoryOf(scope))).ended;
  await analyseRun({ store, runId, failures: [] });
  const packed = observedDocument.parse(await store.get(documents.observed));
  expect(packed.reads).toHaveLength(2);
  const { coverage: told, listings } = unpackObserved(packed);
  expect(told.scopes.map(scopeKey)).toEqual(scopes.map(scopeKey));
  expect(told.complete).toBe(false);
  expect(Object.keys(listings['DescribeVpcEndpoints'] ?? {})).toHaveLength(4);
});
