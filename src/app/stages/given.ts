import type { FindingsStores } from '../ports.ts';
import type { Given } from '../publish/run.ts';
import type { Store } from '../store/store.ts';
import { documentsOf } from './document-keys.ts';
import { getDocument, observedDocument, runDocument } from './documents.ts';
import { toAnswers } from './observed.ts';
import { unpackObserved } from './observed-document.ts';
import type { TimeLeft } from './time-limit.ts';

/** What a worker that publishes is given. */
export type PublishWorker = { store: Store; stores: FindingsStores; runId: string; timeLeft: TimeLeft };

/** What publishing is given by what the stages before have written. */
export const givenBy = async ({ store, stores, runId, timeLeft }: PublishWorker): Promise<Given> => {
  const documents = documentsOf(runId);
  const run = await getDocument(store, documents.run, runDocument);
  const observed = unpackObserved(await getDocument(store, documents.observed, observedDocument));
  const { plan, config, startedAt } = run;
  return {
    ...toAnswers(observed, run),
    stores,
    scopes: plan.scopes,
    partition: plan.partition,
    publishing: config.publishing,
    documents: store,
    hasTime: () => timeLeft() > 0,
    observedAt: startedAt,
    refreshAfterDays: config.refreshAfterDays,
  };
};
