// One night's publishing of a layout, in a process of its own; begins when it is told to.
import { once } from 'node:events';
import { connect } from '#app/connect.ts';
import { createLedger, toEntries } from '#app/publish/ledger.ts';
import { saveModeHistory } from '#app/publish/mode-history.ts';
import { publish } from '#app/publish.ts';
import { createS3Store } from '#app/store/s3-store.ts';
import type { Store } from '#app/store/store.ts';
import { configSchema } from '#model/config.ts';
import { scopeKey } from '#model/scope.ts';
import { toAsff } from '#securityhub/asff.ts';
import { toHeldFinding } from '#securityhub/held-finding.ts';
import { sliceCount, sliceOf } from '#securityhub/slice.ts';
import { peakMegabytes } from './figures.ts';
import type { PublishRun } from './publish.ts';
import { centreOf, findingsOf, type Layout, nights, scopesOf } from './publish-layout.ts';

const layout = JSON.parse(process.argv[2] ?? '') as Layout;
const [before, observedAt] = nights;
const centre = centreOf(layout);
const scopes = scopesOf(layout);
const connection = await connect({
  roles: { read: 'auditor', publish: 'auditor' },
  externalId: null,
  scope: configSchema.parse({}).scope,
  units: [],
});

/** What the night before would have left: the ledger of all that is held. */
const rememberIn = async (documents: Store): Promise<void> => {
  const context = { partition: 'aws', place: centre, observedAt: before, createdAt: before } as const;
  const records = findingsOf(layout).held.map((finding) =>
    toAsff(finding, { ...context, recordState: 'ACTIVE' }),
  );
  const bySlice = Map.groupBy(
    records.flatMap((record) => toHeldFinding(record, centre) ?? []),
    ({ id }) => sliceOf(id),
  );
  const ledger = createLedger(documents, { place: centre, writer: before });
  for (let slice = 0; slice < sliceCount; slice += 1) {
    const findings = toEntries(bySlice.get(slice) ?? []);
    await ledger.save(slice, { findings, readAt: before }, null);
  }
  await saveModeHistory(documents, centre, { searched: new Set(scopes.map(scopeKey)), clearedAt: null });
};

const documents = layout.mode === 'central' ? createS3Store(connection.bucket('ledger'), '') : null;
if (documents !== null) await rememberIn(documents);
const findings = findingsOf(layout).wanted;
process.send?.('ready');
await once(process, 'message');

const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const { summary } = await publish({
  findings,
  scopes,
  publishing: { mode: layout.mode, central: layout.mode === 'central' ? centre : null },
  stores: connection.stores,
  partition: 'aws',
  isComplete: () => true,
  presenceOf: () => 'gone',
  isLost: () => false,
  isSwitchedOff: () => false,
  observedAt,
  refreshAfterDays: 60,
  unreadScopes: new Set(),
  documents,
  hasTime: () => true,
  onProgress: () => {},
});
const wallMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpuBefore);
const { created, updated, archived, refreshed, kept, failed } = summary;
const run: PublishRun = {
  wallMs,
  cpuMs: (user + system) / 1000,
  created,
  updated,
  archived,
  refreshed,
  kept,
  failed: failed.length,
  peakMegabytes: peakMegabytes(),
};
connection.close();
process.send?.(run, () => process.disconnect());
