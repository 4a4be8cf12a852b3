import pMap from 'p-map';
import type { ScanResult } from '#model/result.ts';
import { configDigest } from '../digest.ts';
import type { Clock } from '../ports.ts';
import { mergeTallies, type Tally, tallyOf, toPublishFailure } from '../publish/tally.ts';
import type { Published } from '../publish.ts';
import type { Store } from '../store/store.ts';
import { type BatchFailure, failureOfBatch } from './batch-failure.ts';
import {
  documentsOf,
  findDocument,
  getDocument,
  observedDocument,
  publishedDocument,
  type RunDocument,
  runDocument,
  wantedDocument,
} from './documents.ts';
import { getJudged } from './judged-parts.ts';
import { unpackObserved } from './observed-document.ts';
import { toResult } from './result.ts';

/** Documents of the store on their way at once. */
const documentsAtOnce = 16;

/** What came of one batch: what its worker wrote down, or that nothing is known of any of its scopes. */
const tallyOfBatch = async (
  store: Store,
  runId: string,
  { batch, failures }: { batch: number; failures: readonly BatchFailure[] },
): Promise<Tally> => {
  const documents = documentsOf(runId);
  const done = await findDocument(store, documents.published(batch), publishedDocument);
  if (done !== null) return { ...tallyOf(done.summary), firstSeen: new Map(done.firstSeen) };
  const { scopes } = await getDocument(store, documents.wanted(batch), wantedDocument);
  const failure = failureOfBatch(failures, batch);
  return tallyOf({ failed: scopes.map((scope) => toPublishFailure(scope, null, failure)) });
};

const publishedBy = async (
  store: Store,
  { runId, isPublishing }: RunDocument,
  failures: readonly BatchFailure[],
): Promise<Published | null> => {
  if (!isPublishing) return null;
  const batches = await store.list(`runs/${runId}/wanted/`);
  const tallies = await pMap(batches.keys(), (batch) => tallyOfBatch(store, runId, { batch, failures }), {
    concurrency: documentsAtOnce,
  });
  return mergeTallies(tallies);
};

/** The last stage: puts the result together, as `scan` would tell it, and writes it. */
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
}): Promise<ScanResult> => {
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
    input: 'live',
    coverage,
    paths,
    peerings,
    findings,
    published: await publishedBy(store, run, failures),
    failOn: null,
  });
  await store.put(documents.result, result);
  return result;
};
