import { scopeKey } from '#model/scope.ts';
import type { FindingsStores } from '../ports.ts';
import { mergeTallies } from '../publish/tally.ts';
import { type Published, publish } from '../publish.ts';
import type { Store } from '../store/store.ts';
import {
  documentsOf,
  findDocument,
  getDocument,
  observedDocument,
  type PublishedDocument,
  publishedDocument,
  runDocument,
  wantedDocument,
} from './documents.ts';
import { toAnswers } from './observed.ts';
import { unpackObserved } from './observed-document.ts';
import { isPublishedTogether } from './publish-batches.ts';
import type { TimeLeft } from './time-limit.ts';

/** What an attempt before has done, less what it left to do; findings kept in one place are gone through again. */
const doneBefore = (before: PublishedDocument | null): Published[] => {
  if (before === null) return [];
  const rest = new Set(before.rest.map(scopeKey));
  const failed = before.summary.failed.filter((failure) => !rest.has(scopeKey(failure)));
  return [{ summary: { ...before.summary, failed }, firstSeen: new Map(before.firstSeen) }];
};

/**
 * Publishes one batch, as far as no attempt before has and as time allows, and writes down what came of it. Answers
 * for how many accounts and Regions there was no time. Published twice, a finding is as published once.
 */
export const publishBatch = async ({
  store,
  stores,
  runId,
  batch,
  timeLeft,
}: {
  store: Store;
  stores: FindingsStores;
  runId: string;
  batch: number;
  timeLeft: TimeLeft;
}): Promise<{ unread: number }> => {
  const documents = documentsOf(runId);
  const run = await getDocument(store, documents.run, runDocument);
  const observed = unpackObserved(await getDocument(store, documents.observed, observedDocument));
  const wanted = await getDocument(store, documents.wanted(batch), wantedDocument);
  const { plan, config } = run;
  const before = isPublishedTogether(config)
    ? null
    : await findDocument(store, documents.published(batch), publishedDocument);
  const rest = before === null ? null : new Set(before.rest.map(scopeKey));
  const published = await publish({
    findings: wanted.findings.filter((finding) => rest?.has(scopeKey(finding)) ?? true),
    // Those of `rest` may be places of findings only, and no scopes of the run.
    scopes: before?.rest ?? wanted.scopes,
    ...toAnswers(observed, run),
    stores,
    partition: plan.partition,
    publishing: config.publishing,
    documents: store,
    hasTime: () => timeLeft() > 0,
    observedAt: run.startedAt,
    refreshAfterDays: config.refreshAfterDays,
    onProgress: () => {},
  });
  const { summary, firstSeen } = mergeTallies(
    [...doneBefore(before), published].map((part) => ({ ...part, living: new Set() })),
  );
  const isLate = timeLeft() <= 0;
  const late = summary.failed.filter(
    ({ cause, findingId }) => isLate && cause === 'timeout' && findingId === null,
  );
  const left = late.map(({ accountId, region }) => ({ accountId, region }));
  const document: PublishedDocument = {
    schemaVersion: 1,
    summary,
    firstSeen: [...firstSeen],
    rest: left,
  };
  await store.put(documents.published(batch), document);
  return { unread: left.length };
};
