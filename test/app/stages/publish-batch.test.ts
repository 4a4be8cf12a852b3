import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { expect, it } from 'vitest';
import { documentsOf, findDocument, publishedDocument } from '#app/stages/documents.ts';
import { packObserved } from '#app/stages/observed-document.ts';
import { publishBatch } from '#app/stages/publish-batch.ts';
import type { Scope } from '#model/scope.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { createFindingsClient } from '#securityhub/client.ts';
import { tokyo } from '#test/builders/findings.ts';
import { configOf } from '#test/builders/network.ts';
import { emptyOrganization } from '#test/builders/organization-run.ts';
import { findingsOf, memoryStore, night } from '#test/builders/publishing.ts';
import { assume } from '#test/sandbox/clients.ts';

const runId = '2026-11-01T03-00-00-000Z-0123abcd';
const documents = documentsOf(runId);
/** Of the same account, in a Region that the run was not asked to read. */
const beside: Scope = { accountId: tokyo.accountId, region: 'us-west-2' };

it('a place outside the scopes of the run that there was no time for is not forgotten by the next attempt', async () => {
  const { store } = memoryStore();
  const sandbox = createSandbox({
    snapshot: emptyOrganization([tokyo.accountId], [tokyo.region, beside.region]),
  });
  await store.put(documents.run, {
    schemaVersion: 1,
    runId,
    startedAt: night(1),
    callerArn: 'arn:aws:sts::111111111111:assumed-role/worker/worker',
    selection: { accounts: null, regions: [tokyo.region] },
    isPublishing: true,
    config: configOf(),
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
  const coverage = { complete: true, scopes: [], suggestions: [] };
  await store.put(documents.observed, packObserved({ coverage, listings: {} }));
  const findings = [...findingsOf(tokyo, 1), ...findingsOf(beside, 2)];
  await store.put(documents.wanted(0), { schemaVersion: 1, scopes: [tokyo], findings });

  const attempt = (timeLeft: () => number) =>
    publishBatch({
      store,
      stores: (scope) => {
        const { accountId, region } = scope;
        const credentials = () => assume(sandbox, accountId);
        const client = new SecurityHubClient({ region, credentials, requestHandler: sandbox.requestHandler });
        return createFindingsClient(client, { ...scope, partition: 'aws' });
      },
      runId,
      batch: 0,
      timeLeft,
    });
  const told = async () => (await findDocument(store, documents.published(0), publishedDocument))?.summary;

  const times = [1];
  expect(await attempt(() => times.pop() ?? 0)).toEqual({ unread: 1 });
  expect(await told()).toMatchObject({ created: 1, failed: [{ ...beside, cause: 'timeout' }] });
  expect(await attempt(() => 1)).toEqual({ unread: 0 });
  expect(await told()).toMatchObject({ created: 3, failed: [] });
  expect(sandbox.findings(beside)).toHaveLength(2);
});
