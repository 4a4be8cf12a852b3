import type { Failure } from '#model/coverage.ts';
import type { Scope } from '#model/scope.ts';
import { clearStrays, placesToClear } from '../publish/clear-strays.ts';
import type { Standing } from '../publish/strays.ts';
import { type Tally, tallyOf, toPublishFailure } from '../publish/tally.ts';
import type { Store } from '../store/store.ts';
import { documentsOf } from './document-keys.ts';
import {
  attemptDocument,
  findDocument,
  getDocument,
  type PublishedDocument,
  publishedDocument,
  publishingDocument,
  searchedDocument,
  wantedDocument,
} from './documents.ts';
import { givenBy, type PublishWorker } from './given.ts';

/** What was published of each batch in turn: none of one that came to nothing. */
async function* publishedIn(store: Store, runId: string, batches: number): AsyncGenerator<PublishedDocument> {
  for (let batch = 0; batch < batches; batch += 1) {
    const key = documentsOf(runId).published(batch);
    const found = await attemptDocument(findDocument(store, key, publishedDocument));
    if (found.ok && found.value !== null) yield found.value;
  }
}

/** All that the run wants, and what is active where it is kept: Ids alone. Null when not all that is wanted can be told. */
const standingOf = async (store: Store, runId: string, batches: number): Promise<Standing | null> => {
  const wanted = new Set<string>();
  for (let batch = 0; batch < batches; batch += 1) {
    const found = await attemptDocument(getDocument(store, documentsOf(runId).wanted(batch), wantedDocument));
    if (!found.ok) return null;
    for (const { id } of found.value.findings) wanted.add(id);
  }
  const living = new Set<string>();
  for await (const document of publishedIn(store, runId, batches)) {
    for (const id of document.living) living.add(id);
  }
  return { wanted, living };
};

const nothingWanted: Standing = { wanted: new Set(), living: new Set() };

const notAllWanted: Failure = {
  cause: 'malformed-response',
  code: null,
  message: 'what another publishing mode left is not archived: the store does not tell all that is wanted',
};

const untold = (places: readonly Scope[]): Tally =>
  tallyOf({ failed: places.map((place) => toPublishFailure(place, null, notAllWanted)) });

/** The stage after publishing: archives what the other mode of publishing left. Answers how much. */
export const clearRun = async (worker: PublishWorker): Promise<{ archived: number }> => {
  const { store, runId } = worker;
  const documents = documentsOf(runId);
  const given = await givenBy(worker);
  const { batches } = await getDocument(store, documents.publishing, publishingDocument);
  const search = { ...(await getDocument(store, documents.searched, searchedDocument)), isRemembered: true };
  const straysIn: Scope[] = [];
  for await (const document of publishedIn(store, runId, batches)) straysIn.push(...document.straysIn);
  const places = placesToClear({ search, straysIn });
  const standing = places.length === 0 ? nothingWanted : await standingOf(store, runId, batches);
  const { summary } =
    standing === null ? untold(places) : await clearStrays({ ...standing, search, straysIn }, given);
  await store.put(documents.cleared, { schemaVersion: 1, summary });
  return { archived: summary.archived };
};
