import { expect, it } from 'vitest';
import { createAws } from '#aws/clients.ts';
import type { PublishingConfig } from '#model/config-publishing.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { createFindingsClient } from '#securityhub/client.ts';
import { oregon, tokyo } from '#test/builders/findings.ts';
import {
  centralMode,
  findingsOf,
  hub,
  memoryStore,
  night,
  ownerMode,
  publishNight,
  type RunOptions,
} from '#test/builders/publishing.ts';
import { anyKeys } from '#test/sandbox/clients.ts';

/* Security Hub takes 3 GetFindings and 10 BatchImportFindings a second: where it refuses more, nothing is refused. */

const findings = [...findingsOf(tokyo, 600), ...findingsOf(oregon, 700)];

it.each<[string, PublishingConfig, Partial<RunOptions>, { reads: number; imports: number }]>([
  // Two scopes: an empty page each, then 6 and 7 full ones, and as many imports.
  ['owner', ownerMode, {}, { reads: 1 + 1 + 6 + 7, imports: 6 + 7 }],
  // The search of two scopes, an empty page, then 13 full ones; the second search finds none either.
  ['central', centralMode, {}, { reads: 2 + 1 + 2 + 13, imports: 13 }],
  // 32 slices and the search, once; and then nothing.
  ['central with a ledger', centralMode, { documents: memoryStore().store }, { reads: 2 + 32, imports: 32 }],
])('in %s mode publishing keeps to the rates', async (_, publishing, options, expected) => {
  const sandbox = createSandbox({
    limits: true,
    snapshot: {
      organization: {
        schemaVersion: 1,
        Accounts: [hub, tokyo, oregon].map(({ accountId }) => ({ Id: accountId, State: 'ACTIVE' })),
      },
      inventories: [hub, tokyo, oregon].map((scope) => ({ scope, inventory: {} })),
    },
  });
  const aws = createAws({
    requestHandler: sandbox.requestHandler,
    credentials: async () => anyKeys,
  }).assuming({ roleName: 'auditor', callerAccountId: hub.accountId, region: hub.region });
  const stores: RunOptions['stores'] = (scope) =>
    createFindingsClient(aws.securityHub(scope), { ...scope, partition: 'aws' });
  for (const day of [1, 2])
    expect(
      await publishNight(sandbox, { at: night(day), findings }, { ...options, publishing, stores }),
    ).toMatchObject({
      failed: [],
    });
  // A call that was refused would have been sent, and counted, again.
  expect(sandbox.calls()).toMatchObject({
    'securityhub:GetFindings': expected.reads,
    'securityhub:BatchImportFindings': expected.imports,
  });
});
