import type { Failure } from '#model/coverage.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { collectAll } from '../collect-all.ts';
import type { LiveSource } from '../live-source.ts';
import type { Source } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { toBatches } from './batches.ts';
import { documentsOf } from './document-keys.ts';
import {
  attemptDocument,
  findDocument,
  getDocument,
  type ManifestDocument,
  manifestDocument,
  runDocument,
} from './documents.ts';
import { isEmptyInventory } from './empty-inventory.ts';
import { type TimeLeft, withTimeLimit } from './time-limit.ts';
import { unreadScope } from './unread-scope.ts';

export type CollectBatchOptions = {
  store: Store;
  source: LiveSource;
  runId: string;
  batch: number;
  /** Time for reading; to write down how far it came takes some seconds more. */
  timeLeft: TimeLeft;
  /** A mistake of this program in one scope, which is told as unread and costs the others nothing. */
  onMistake: (scope: Scope, error: unknown) => void;
};

const mistakeOf = (error: unknown): Failure => ({
  cause: 'unknown',
  code: error instanceof Error ? error.name : null,
  message: 'this program failed on what was read; its log says how',
});

const tolerant = (source: Source, onMistake: CollectBatchOptions['onMistake']): Source => ({
  ...source,
  read: async (scope): Promise<Inventory> => {
    try {
      return await source.read(scope);
    } catch (error) {
      onMistake(scope, error);
      return unreadScope(mistakeOf(error));
    }
  },
});

/** Scopes between two writings of the manifest: what a worker that is ended has read at most for nothing. */
const scopesBetweenWritings = 10;

/**
 * The first attempt reads all at once. A later one reads what is left, account by account, the last first: so what
 * ended the one before, perhaps by taking all memory, is met late and with few others.
 */
const groupsOf = (scopes: readonly Scope[], attempt: number): Scope[][] =>
  attempt === 1
    ? [[...scopes]]
    : [...Map.groupBy(scopes, ({ accountId }) => accountId).values()].toReversed();

const nothingRead: ManifestDocument = {
  schemaVersion: 1,
  attempts: 0,
  isEnded: false,
  empty: [],
  stored: [],
};

/** How far the attempts before came; what makes no sense tells nothing, so that all is read again. */
const manifestBefore = async (store: Store, key: string): Promise<ManifestDocument> => {
  const found = await attemptDocument(findDocument(store, key, manifestDocument));
  return (found.ok ? found.value : null) ?? nothingRead;
};

/**
 * Reads one batch of a run, as far as no attempt before has read it and as time allows, and writes what it read to the
 * store. Answers how many scopes nobody has read yet.
 */
export const collectBatch = async (options: CollectBatchOptions): Promise<{ unread: number }> => {
  const { store, source, runId, batch, timeLeft, onMistake } = options;
  const documents = documentsOf(runId);
  const { plan } = await getDocument(store, documents.run, runDocument);
  const scopes = toBatches(plan.scopes)[batch] ?? [];
  const before = await manifestBefore(store, documents.manifest(batch));
  const done = new Set([...before.empty, ...before.stored].map(scopeKey));
  const attempts = before.attempts + 1;
  const [empty, stored] = [[...before.empty], [...before.stored]];
  const late = new Set<string>();

  let written = Promise.resolve();
  /** One after the other, so that the last is what stays. */
  const write = (isEnded: boolean): Promise<void> => {
    written = written.then(() => {
      const told = { empty: [...empty], stored: [...stored] };
      const manifest: ManifestDocument = { schemaVersion: 1, attempts, isEnded, ...told };
      return store.put(documents.manifest(batch), manifest);
    });
    return written;
  };
  const keep = async ({ scope, inventory }: ScopedInventory): Promise<void> => {
    if (isEmptyInventory(inventory)) {
      empty.push(scope);
    } else {
      await store.put(documents.inventory(scope), inventory);
      stored.push(scope);
    }
  };
  const take = async (read: ScopedInventory): Promise<void> => {
    if (late.has(scopeKey(read.scope))) return;
    await keep(read);
    if ((empty.length + stored.length) % scopesBetweenWritings === 0) await write(false);
  };

  source.adopt(plan);
  const reading = withTimeLimit(tolerant(source, onMistake), timeLeft, (scope) => late.add(scopeKey(scope)));
  await write(false);
  const left = scopes.filter((scope) => !done.has(scopeKey(scope)));
  for (const group of groupsOf(left, attempts)) {
    await collectAll(reading, group, { onProgress: () => {}, take });
    await write(false);
  }
  await write(true);
  return { unread: scopes.length - empty.length - stored.length };
};
