import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { expect, it } from 'vitest';
import { toScopeCoverage } from '#app/coverage.ts';
import { clearRun } from '#app/stages/clear-run.ts';
import { documentsOf } from '#app/stages/document-keys.ts';
import { findDocument, publishedDocument } from '#app/stages/documents.ts';
import { emptyInventory } from '#app/stages/empty-inventory.ts';
import { finishRun } from '#app/stages/finish-run.ts';
import { packObserved } from '#app/stages/observed-document.ts';
import { publishBatch } from '#app/stages/publish-batch.ts';
import { divide } from '#app/stages/publish-batches.ts';
import { searchRun } from '#app/stages/search-run.ts';
import type { PublishingConfig } from '#model/config-publishing.ts';
import type { Finding } from '#model/finding.ts';
import type { Scope } from '#model/scope.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { createFindingsClient } from '#securityhub/client.ts';
import { oregon, tokyo } from '#test/builders/findings.ts';
import { configOf } from '#test/builders/network.ts';
import { emptyOrganization } from '#test/builders/organization-run.ts';
import { centralMode, findingsOf, hub, memoryStore, night } from '#test/builders/publishing.ts';
import { anyKeys, assume } from '#test/sandbox/clients.ts';

const runId = '2026-11-01T03-00-00-000Z-0123abcd';
const documents = documentsOf(runId);
/** Of the same account, in a Region that the run was not asked to read. */
const beside: Scope = { accountId: tokyo.accountId, region: 'us-west-2' };
const always = () => 1;
const never = () => 0;

/** A run whose findings are to be published, by so many batches of these. */
const analysed = async ({
  publishing,
  batches,
  day = 1,
  memory = memoryStore(),
}: {
  publishing?: PublishingConfig;
  batches: Finding[][];
  day?: number;
  memory?: ReturnType<typeof memoryStore>;
}) => {
  const { store } = memory;
  const config = configOf(publishing === undefined ? {} : { publishing });
  await store.put(documents.run, {
    schemaVersion: 1,
    runId,
    startedAt: night(day),
    callerArn: 'arn:aws:sts::111111111111:assumed-role/worker/worker',
    selection: { accounts: null, regions: [tokyo.region] },
    isPublishing: true,
    config,
    plan: {
      partition: 'aws',
      accounts: [{ Id: tokyo.accountId, State: 'ACTIVE' }],
      isListed: true,
      hub: null,
      scopes: [tokyo],
      gaps: [],
      excluded: [],
      notices: [],
      observedAt: null,
    },
  });
  const read = [tokyo, oregon].map((scope) => toScopeCoverage(scope, emptyInventory));
  const coverage = { complete: true, scopes: read, suggestions: [] };
  await store.put(documents.observed, packObserved({ coverage, listings: {} }));
  await store.put(documents.analysis, { schemaVersion: 1, parts: 0, peerings: [] });
  await store.put(documents.publishing, { schemaVersion: 1, batches: batches.length });
  for (const [batch, findings] of batches.entries()) {
    await store.put(documents.wanted(batch), { schemaVersion: 1, findings });
  }
  return memory;
};

const workers = (sandbox: Sandbox, { store }: ReturnType<typeof memoryStore>) => {
  const worker = (timeLeft: () => number) => ({
    store,
    runId,
    timeLeft,
    stores: (scope: Scope) => {
      const { accountId, region } = scope;
      const credentials = accountId === hub.accountId ? anyKeys : () => assume(sandbox, accountId);
      const client = new SecurityHubClient({ region, credentials, requestHandler: sandbox.requestHandler });
      return createFindingsClient(client, { ...scope, partition: 'aws' });
    },
  });
  return {
    search: (timeLeft = always) => searchRun(worker(timeLeft)),
    publish: (timeLeft: () => number, batch = 0) => publishBatch({ ...worker(timeLeft), batch }),
    clear: (timeLeft = always) => clearRun(worker(timeLeft)),
    finish: async () => {
      const { result } = await finishRun({ store, runId, failures: [], clock: () => new Date() });
      const { publish } = result;
      if (publish === null) throw new Error('nothing was to be published');
      return publish;
    },
    told: async (batch = 0) =>
      (await findDocument(store, documents.published(batch), publishedDocument))?.summary,
  };
};

const accounts = [hub, tokyo].map(({ accountId }) => accountId);
const anOrganization = () =>
  createSandbox({ snapshot: emptyOrganization(accounts, [tokyo.region, beside.region, hub.region]) });

it('a place outside the scopes of the run that there was no time for is not forgotten by the next attempt', async () => {
  const sandbox = anOrganization();
  const memory = await analysed({ batches: [[...findingsOf(tokyo, 1), ...findingsOf(beside, 2)]] });
  const { search, publish, told } = workers(sandbox, memory);
  await search();
  const times = [1];
  expect(await publish(() => times.pop() ?? 0)).toEqual({ unread: 1 });
  expect(await told()).toMatchObject({ created: 1, failed: [{ ...beside, cause: 'timeout' }] });
  expect(await publish(always)).toEqual({ unread: 0 });
  expect(await told()).toMatchObject({ created: 3, failed: [] });
  expect(sandbox.findings(beside)).toHaveLength(2);
});

const inSlices = (findings: readonly Finding[], count: number): Finding[][] => {
  const { batches, batchOf } = divide({ scopes: [tokyo] }, { publishing: centralMode }, count);
  return batches.map((_, batch) => findings.filter(({ id }) => batchOf(id) === batch));
};

it('what two attempts at central findings did adds up, whatever the first had time for', async () => {
  const sandbox = anOrganization();
  const before = findingsOf(tokyo, 300);
  const first = await analysed({ publishing: centralMode, batches: [before] });
  const old = workers(sandbox, first);
  await old.search();
  await old.publish(always);
  // Another night: some are gone, some say something else, some are new; the ledger is to be read again.
  const wanted = findingsOf(tokyo, 360)
    .slice(60)
    .map((finding, index): Finding => (index < 40 ? { ...finding, status: 'failed' } : finding));
  first.texts.forEach((_, key) => key.startsWith('ledger/') && first.texts.delete(key));
  const memory = await analysed({ publishing: centralMode, batches: [wanted], day: 2, memory: first });
  first.texts.delete(documents.published(0));
  const { search, publish, told, clear, finish } = workers(sandbox, memory);
  await search();
  const whole = { created: 60, updated: 40, refreshed: 0, archived: 60, kept: 200, failed: [] };
  for (const slices of [0, 5, 11]) {
    sandbox.resetCalls();
    const reads = () => sandbox.calls()['securityhub:GetFindings'] ?? 0;
    const { unread } = await publish(() => (reads() < slices ? 1 : 0));
    expect(unread).toBeGreaterThan(0);
    expect(await told()).toMatchObject({ failed: [{ ...hub, findingId: null, cause: 'timeout' }] });
  }
  expect(await publish(always)).toEqual({ unread: 0 });
  expect(await told()).toMatchObject(whole);
  // A worker that is invoked once more, for its answer was lost, finds nothing left to do.
  expect(await publish(always)).toEqual({ unread: 0 });
  expect(await told()).toMatchObject(whole);
  await clear();
  expect(await finish()).toMatchObject(whole);
});

it('central findings in several batches come to what one comes to, each worker reading its part alone', async () => {
  const findings = findingsOf(tokyo, 200);
  const counts = [1, 3, 32].map(async (count) => {
    const sandbox = anOrganization();
    const memory = await analysed({ publishing: centralMode, batches: inSlices(findings, count) });
    const { search, publish, clear, finish } = workers(sandbox, memory);
    await search();
    for (let batch = 0; batch < count; batch += 1) {
      // Without its own part a worker could do nothing; of the others' it knows nothing.
      const others = [...memory.texts].filter(
        ([key]) => /wanted/.test(key) && key !== documents.wanted(batch),
      );
      for (const [key] of others) memory.texts.set(key, '{}');
      expect(await publish(always, batch)).toEqual({ unread: 0 });
      for (const [key, text] of others) memory.texts.set(key, text);
    }
    await clear();
    expect(await finish()).toMatchObject({ created: 200, kept: 0, failed: [] });
    return sandbox.findings(hub);
  });
  const [one, ...more] = await Promise.all(counts);
  expect(one).toHaveLength(200);
  for (const held of more) expect(held).toEqual(one);
});

it('a switch to central mode, divided: each is active once, of the same Id, first seen as before', async () => {
  const sandbox = anOrganization();
  const findings = findingsOf(tokyo, 50);
  const first = workers(sandbox, await analysed({ batches: [findings] }));
  await first.search();
  await first.publish(always);
  const memory = await analysed({ publishing: centralMode, batches: inSlices(findings, 4), day: 2 });
  const { search, publish, clear, finish } = workers(sandbox, memory);
  expect(await search()).toEqual({ places: 1 });
  for (const batch of [0, 1, 2, 3]) await publish(always, batch);
  expect(await clear()).toEqual({ archived: 50 });
  expect(await finish()).toMatchObject({ created: 50, archived: 50, kept: 0, failed: [], notices: [] });
  const held = sandbox.findings(hub);
  expect(held.map(({ RecordState }) => RecordState)).toEqual(findings.map(() => 'ACTIVE'));
  expect(new Set(held.map(({ CreatedAt }) => CreatedAt))).toEqual(new Set([night(1)]));
  expect(sandbox.findings(tokyo).map(({ RecordState }) => RecordState)).toEqual(
    findings.map(() => 'ARCHIVED'),
  );
});

it('what a batch did not make in its new place is not archived in its old one', async () => {
  const sandbox = anOrganization();
  const findings = findingsOf(tokyo, 50);
  const first = workers(sandbox, await analysed({ batches: [findings] }));
  await first.search();
  await first.publish(always);
  const batches = inSlices(findings, 4);
  const memory = await analysed({ publishing: centralMode, batches, day: 2 });
  const { search, publish, clear, finish } = workers(sandbox, memory);
  await search();
  for (const batch of [0, 1, 2]) await publish(always, batch);
  await publish(never, 3);
  const late = batches[3]?.length ?? 0;
  expect(late).toBeGreaterThan(0);
  expect(await clear()).toEqual({ archived: 50 - late });
  expect(await finish()).toMatchObject({ created: 50 - late, kept: late, failed: [{ cause: 'timeout' }] });
});

it('nothing is archived in its old place when the store does not tell all that is wanted', async () => {
  const sandbox = anOrganization();
  const first = workers(sandbox, await analysed({ batches: [findingsOf(tokyo, 20)] }));
  await first.search();
  await first.publish(always);
  const batches = inSlices(findingsOf(tokyo, 20), 2);
  const memory = await analysed({ publishing: centralMode, batches, day: 2 });
  const { search, publish, clear, finish } = workers(sandbox, memory);
  await search();
  await publish(always, 0);
  memory.texts.set(documents.wanted(1), '{}');
  await expect(publish(always, 1)).rejects.toThrow('wanted/1.json');
  expect(await clear()).toEqual({ archived: 0 });
  const { failed } = await finish();
  expect(failed).toMatchObject([
    { ...hub, message: 'no worker has read it' },
    { ...tokyo, cause: 'malformed-response' },
  ]);
});

it('what is not ours in the store is no batch, and what is missing is told', async () => {
  const sandbox = anOrganization();
  const memory = await analysed({ publishing: centralMode, batches: inSlices(findingsOf(tokyo, 40), 3) });
  const { search, publish, clear, finish } = workers(sandbox, memory);
  await search();
  await publish(always, 0);
  await publish(always, 2);
  await memory.store.put(`runs/${runId}/wanted/.stray~`, 'stray');
  await memory.store.put(`runs/${runId}/wanted/99.json`, { stray: true });
  await memory.store.put(`runs/${runId}/published/99.json`, { stray: true });
  await clear();
  const missing = await finish();
  expect(missing.failed).toMatchObject([{ ...hub, findingId: null, cause: 'unknown' }]);
  memory.texts.delete(documents.wanted(1));
  expect(await finish()).toEqual(missing);
  await memory.store.put(documents.published(1), { schemaVersion: 1, summary: 'lost' });
  expect((await finish()).failed).toMatchObject([{ ...hub, findingId: null, cause: 'malformed-response' }]);
});
