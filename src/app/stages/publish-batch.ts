import { type Scope, scopeKey } from '#model/scope.ts';
import { sliceOf } from '#securityhub/slice.ts';
import { isNoTime } from '../publish/no-time.ts';
import { type FindingsPublished, publishFindings } from '../publish/publish-findings.ts';
import type { Given } from '../publish/run.ts';
import { mergeTallies, type Tally } from '../publish/tally.ts';
import type { Store } from '../store/store.ts';
import { documentsOf } from './document-keys.ts';
import {
  attemptDocument,
  findDocument,
  firstSeenDocument,
  getDocument,
  type PublishedDocument,
  publishedDocument,
  publishingDocument,
  searchedDocument,
  wantedDocument,
} from './documents.ts';
import { givenBy, type PublishWorker } from './given.ts';
import { divide, type PublishBatch } from './publish-batches.ts';

/** What an attempt before has done, less what it left to do. */
const doneBefore = ({ summary, firstSeen, living, rest, restOfSlices }: PublishedDocument): Tally => {
  const isRest = new Set(rest.map(scopeKey));
  const failed = summary.failed.filter(
    (failure) => !isRest.has(scopeKey(failure)) && !(restOfSlices.length > 0 && isNoTime(failure)),
  );
  return {
    summary: { ...summary, failed },
    firstSeen: new Map(firstSeen),
    living: new Set(living),
  };
};

/** When the batch's findings were first seen elsewhere, and what else the search before found. */
const searchedFor = async (store: Store, { runId, batch }: { runId: string; batch: number }) => {
  const documents = documentsOf(runId);
  const { firstSeen, clearedAt } = await getDocument(store, documents.searched, searchedDocument);
  const times = firstSeen.includes(batch)
    ? (await getDocument(store, documents.firstSeen(batch), firstSeenDocument)).firstSeen
    : [];
  return { firstSeen: new Map(times), clearedAt, isRemembered: true };
};

/** What is to be done: all, or what the attempt before had no time for. */
const restOf = (before: PublishedDocument | null, { places, slices }: PublishBatch): PublishBatch =>
  before === null
    ? { places, slices }
    : // Those of `rest` may be places of findings only, and no scopes of the run.
      { places: before.rest, slices: slices === null ? null : before.restOfSlices };

type Batch = { runId: string; batch: number; before: PublishedDocument | null };

const publishRest = async (
  store: Store,
  { runId, batch, before }: Batch,
  given: Given,
): Promise<FindingsPublished> => {
  const documents = documentsOf(runId);
  const { batches } = await getDocument(store, documents.publishing, publishingDocument);
  const whole = divide(given, given, batches).batches[batch] ?? { places: [], slices: null };
  const { places, slices } = restOf(before, whole);
  const wanted = await getDocument(store, documents.wanted(batch), wantedDocument);
  const search = await searchedFor(store, { runId, batch });
  if (slices !== null) {
    const isMeant = new Set(slices);
    const findings = wanted.findings.filter(({ id }) => isMeant.has(sliceOf(id)));
    return publishFindings({ findings, search, slices }, given);
  }
  const isMeant = new Set(places.map(scopeKey));
  const findings = wanted.findings.filter((finding) => before === null || isMeant.has(scopeKey(finding)));
  return publishFindings({ findings, search }, { ...given, scopes: places });
};

/** Accounts and Regions that there was no time for. */
const lateIn = ({ tally }: FindingsPublished, isLate: boolean): Scope[] =>
  tally.summary.failed
    .filter(({ cause, findingId }) => isLate && cause === 'timeout' && findingId === null)
    .map(({ accountId, region }) => ({ accountId, region }));

/**
 * Publishes one batch, as far as no attempt before has and as time allows, and writes down what came of it all. Answers
 * for how many accounts and Regions, or slices, there was no time. Published twice, a finding is as published once.
 */
export const publishBatch = async (
  worker: PublishWorker & { batch: number },
): Promise<{ unread: number }> => {
  const { store, runId, batch, timeLeft } = worker;
  const key = documentsOf(runId).published(batch);
  const found = await attemptDocument(findDocument(store, key, publishedDocument));
  const before = found.ok ? found.value : null;
  const given = await givenBy(worker);
  const published = await publishRest(store, { runId, batch, before }, given);
  const rest = given.publishing.mode === 'central' ? [] : lateIn(published, timeLeft() <= 0);
  const { summary, firstSeen, living } = mergeTallies([
    ...(before === null ? [] : [doneBefore(before)]),
    published.tally,
  ]);
  const document: PublishedDocument = {
    schemaVersion: 1,
    summary,
    firstSeen: [...firstSeen],
    living: [...living],
    straysIn: [...(before?.straysIn ?? []), ...published.straysIn],
    rest,
    restOfSlices: published.left,
  };
  await store.put(key, document);
  return { unread: rest.length + published.left.length };
};
