import type { Config } from '#model/config.ts';
import type { LiveSource } from '../live-source.ts';
import type { Clock, Selection } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { toBatches } from './batches.ts';
import { documentsOf } from './document-keys.ts';
import type { RunDocument } from './documents.ts';
import { toRunId } from './run-id.ts';

/** The first stage of a distributed run: what is to be read, by how many batches. */
export const planRun = async ({
  store,
  source,
  config,
  selection,
  isPublishing,
  clock,
}: {
  store: Store;
  source: LiveSource;
  config: Config;
  selection: Selection;
  isPublishing: boolean;
  clock: Clock;
}): Promise<{ run: RunDocument; batches: number }> => {
  const startedAt = clock().toISOString();
  const plan = await source.plan(selection);
  const run: RunDocument = {
    schemaVersion: 1,
    runId: toRunId(startedAt),
    startedAt,
    callerArn: source.caller.arn,
    selection: { accounts: listOf(selection.accounts), regions: listOf(selection.regions) },
    isPublishing,
    config,
    plan,
  };
  await store.put(documentsOf(run.runId).run, run);
  return { run, batches: toBatches(plan.scopes).length };
};

const listOf = (names: readonly string[] | null): string[] | null => (names === null ? null : [...names]);
