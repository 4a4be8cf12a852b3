import pMap from 'p-map';
import type { ScanResult } from '#model/result.ts';
import type { Scope } from '#model/scope.ts';
import { rulesInForce } from '#rules/registry.ts';
import { configDigest } from '../digest.ts';
import type { Clock } from '../ports.ts';
import { mergeTallies, type Tally, tallyOf, toPublishFailure } from '../publish/tally.ts';
import type { Published } from '../publish.ts';
import type { Store } from '../store/store.ts';
import { type BatchFailure, failureOfBatch } from './batch-failure.ts';
import { documentsOf } from './document-keys.ts';
import {
  attemptDocument,
  clearedDocument,
  findDocument,
  getDocument,
  observedDocument,
  publishedDocument,
  publishingDocument,
  type RunDocument,
  runDocument,
  searchedDocument,
} from './documents.ts';
import { getJudged } from './judged-parts.ts';
import { unpackObserved } from './observed-document.ts';
import { divide } from './publish-batches.ts';
import { toResult } from './result.ts';

/** Documents of the store on their way at once. */
const documentsAtOnce = 16;

/** What came of one batch: what its worker wrote down, or that nothing is known of any of its places. */
const tallyOfBatch = async (
  store: Store,
  { runId, batch, places }: { runId: string; batch: number; places: readonly Scope[] },
  failures: readonly BatchFailure[],
): Promise<Tally> => {
  const key = documentsOf(runId).published(batch);
  const done = await attemptDocument(findDocument(store, key, publishedDocument));
  if (done.ok && done.value !== null) {
    return { ...tallyOf(done.value.summary), firstSeen: new Map(done.value.firstSeen) };
  }
  const failure = done.ok ? failureOfBatch(failures, batch) : done.failure;
  return tallyOf({ failed: places.map((place) => toPublishFailure(place, null, failure)) });
};

/** What the search and the clearing of the other mode's findings came to. */
const tallyOfStrays = async (store: Store, runId: string): Promise<Tally> => {
  const documents = documentsOf(runId);
  const { notices, failed } = await getDocument(store, documents.searched, searchedDocument);
  const { summary } = await getDocument(store, documents.cleared, clearedDocument);
  return mergeTallies([tallyOf({ notices, failed }), tallyOf(summary)]);
};

/** By the number of batches, whatever else lies in the store. */
const publishedBy = async (
  store: Store,
  { runId, isPublishing, plan, config }: RunDocument,
  failures: readonly BatchFailure[],
): Promise<Published | null> => {
  if (!isPublishing) return null;
  const { batches: count } = await getDocument(store, documentsOf(runId).publishing, publishingDocument);
  const { batches } = divide(plan, config, count);
  const tallies = await pMap(
    batches,
    ({ places }, batch) => tallyOfBatch(store, { runId, batch, places }, failures),
    { concurrency: documentsAtOnce },
  );
  return mergeTallies([...tallies, await tallyOfStrays(store, runId)]);
};

/** The last stage: puts the result together, as `scan` would tell it, and writes it. `isWhole`: of all accounts and Regions. */
export const finishRun = async ({
  store,
  runId,
  failures,
  clock,
}: {
  store: Store;
  runId: string;
  failures: readonly BatchFailure[];
  clock: Clock;
}): Promise<{ result: ScanResult; isWhole: boolean }> => {
  const documents = documentsOf(runId);
  const run = await getDocument(store, documents.run, runDocument);
  const { coverage } = unpackObserved(await getDocument(store, documents.observed, observedDocument));
  const { paths, peerings, findings } = await getJudged(store, runId);
  const result = toResult({
    startedAt: run.startedAt,
    finishedAt: clock().toISOString(),
    partition: run.plan.partition,
    callerArn: run.callerArn,
    configDigest: configDigest(run.config),
    rules: rulesInForce(run.config),
    input: 'live',
    coverage,
    paths,
    peerings,
    findings,
    published: await publishedBy(store, run, failures),
    failOn: null,
  });
  await store.put(documents.result, result);
  const { accounts, regions } = run.selection;
  return { result, isWhole: accounts === null && regions === null };
};
