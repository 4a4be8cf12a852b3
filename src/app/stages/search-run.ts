import pMap from 'p-map';
import { searchStrays } from '../publish/search-strays.ts';
import { StoreError } from '../store/store.ts';
import { documentsOf } from './document-keys.ts';
import { getDocument, publishingDocument } from './documents.ts';
import { givenBy, type PublishWorker } from './given.ts';
import { divide } from './publish-batches.ts';

/** Documents of the store on their way at once. */
const documentsAtOnce = 16;

/**
 * The stage before publishing: looks for what the other mode of publishing left, and tells each batch when its findings
 * were first seen there. Answers in how many places there is some. A store that cannot be asked is a StoreError.
 */
export const searchRun = async (worker: PublishWorker): Promise<{ places: number }> => {
  const { store, runId } = worker;
  const documents = documentsOf(runId);
  const given = await givenBy(worker);
  const { batches } = await getDocument(store, documents.publishing, publishingDocument);
  const { batchOf } = divide(given, given, batches);
  const search = await searchStrays(given);
  const { firstSeen, isRemembered, ...told } = search;
  if (!isRemembered && given.publishing.central !== null) throw new StoreError(search.notices.join('; '));
  const byBatch = Map.groupBy(firstSeen, ([id]) => batchOf(id));
  await pMap(
    byBatch,
    ([batch, times]) => store.put(documents.firstSeen(batch), { schemaVersion: 1, firstSeen: times }),
    { concurrency: documentsAtOnce },
  );
  await store.put(documents.searched, { schemaVersion: 1, ...told, firstSeen: [...byBatch.keys()] });
  return { places: search.places.length };
};
