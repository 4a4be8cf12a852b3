import pMap from 'p-map';
import type { Failure } from '#model/coverage.ts';
import { type Inventory, inventorySchema, type ScopedInventory } from '#model/inventory.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { isPublished } from '#rules/kit/to-finding.ts';
import { createSharing } from '../sharing.ts';
import type { Store } from '../store/store.ts';
import { type BatchFailure, failureOfBatch } from './batch-failure.ts';
import { toBatches } from './batches.ts';
import { documentsOf } from './document-keys.ts';
import {
  attemptDocument,
  findDocument,
  getDocument,
  manifestDocument,
  type RunDocument,
  runDocument,
} from './documents.ts';
import { emptyInventory } from './empty-inventory.ts';
import { judge } from './judge.ts';
import { putJudged } from './judged-parts.ts';
import { packObserved } from './observed-document.ts';
import { countBatches, divide, isOneByOne } from './publish-batches.ts';
import { withoutEvidence } from './result.ts';
import { unreadScope } from './unread-scope.ts';

/** Documents of the store on their way at once. */
const documentsAtOnce = 32;

/** Each may be some 40 MB. */
const wantedAtOnce = 4;

const outOfTime: Failure = { cause: 'timeout', code: null, message: 'not begun: the run was out of time' };

/** What was stored of a scope. A document that is malformed costs its own scope: the snapshot tells it too. */
const readStored = async (store: Store, key: string): Promise<Inventory> => {
  const read = await attemptDocument(getDocument(store, key, inventorySchema));
  if (read.ok) return read.value;
  const unread = unreadScope(read.failure);
  await store.put(key, unread);
  return unread;
};

/** Every scope of a batch: what its manifest says was read, and the rest as unread, which the snapshot tells too. */
const readBatch = async (
  store: Store,
  run: RunDocument,
  { scopes, batch, failures }: { scopes: readonly Scope[]; batch: number; failures: readonly BatchFailure[] },
): Promise<ScopedInventory[]> => {
  const documents = documentsOf(run.runId);
  const found = await attemptDocument(findDocument(store, documents.manifest(batch), manifestDocument));
  const manifest = found.ok ? found.value : null;
  const empty = new Set(manifest?.empty.map(scopeKey));
  const stored = new Set(manifest?.stored.map(scopeKey));
  const untold = manifest?.isEnded ? outOfTime : failureOfBatch(failures, batch);
  const unread = unreadScope(found.ok ? untold : found.failure);
  const inventories: ScopedInventory[] = [];
  for (const scope of scopes) {
    const key = documents.inventory(scope);
    if (empty.has(scopeKey(scope))) inventories.push({ scope, inventory: emptyInventory });
    else if (stored.has(scopeKey(scope))) {
      inventories.push({ scope, inventory: await readStored(store, key) });
    } else {
      await store.put(key, unread);
      inventories.push({ scope, inventory: unread });
    }
  }
  return inventories;
};

/**
 * The stage between collecting and publishing: judges all that was read, and divides what is to be published. Answers
 * by how many batches, and whether one after the other. `failures` tells of batches whose worker came to no end.
 */
export const analyseRun = async ({
  store,
  runId,
  failures,
}: {
  store: Store;
  runId: string;
  failures: readonly BatchFailure[];
}): Promise<{ batches: number; isOneByOne: boolean }> => {
  const documents = documentsOf(runId);
  const run = await getDocument(store, documents.run, runDocument);
  const { plan, config, startedAt } = run;
  const share = createSharing();
  const read = await pMap(
    toBatches(plan.scopes),
    async (scopes, batch) => {
      const stored = await readBatch(store, run, { scopes, batch, failures });
      return stored.map(({ scope, inventory }) => ({ scope, inventory: share(inventory) }));
    },
    { concurrency: documentsAtOnce },
  );
  const inventories = read.flat();
  const organization = { schemaVersion: 1, capturedAt: startedAt, Accounts: plan.accounts };
  await store.put(documents.organization, organization);

  const { paths, peerings, findings, observed } = judge({ plan, inventories, startedAt }, config);
  await store.put(documents.observed, packObserved(observed));
  await putJudged(store, runId, { paths, peerings, findings: findings.map(withoutEvidence) });
  const published = findings.filter((finding) => isPublished(finding, config));
  const batches = countBatches(plan, config, published.length);
  const { batchOf } = divide(plan, config, batches);
  const wanted = Map.groupBy(published, ({ id }) => batchOf(id));
  await pMap(
    Array.from({ length: batches }).keys(),
    (batch) => store.put(documents.wanted(batch), { schemaVersion: 1, findings: wanted.get(batch) ?? [] }),
    { concurrency: wantedAtOnce },
  );
  await store.put(documents.publishing, { schemaVersion: 1, batches });
  return { batches: run.isPublishing ? batches : 0, isOneByOne: isOneByOne(config) };
};
