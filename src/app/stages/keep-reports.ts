import * as z from 'zod/mini';
import { type ScanResult, scanResultSchema } from '#model/result.ts';
import { compareText } from '#model/scope.ts';
import type { Store } from '../store/store.ts';
import { documentsOf } from './document-keys.ts';
import { attemptDocument, findDocument } from './documents.ts';
import { runIdPattern } from './run-id.ts';

/** Which run of all accounts and Regions was the last: the report of the next tells what changed since. */
const latestKey = 'runs/latest.json';
const latestDocument = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string().check(z.regex(runIdPattern)),
  paths: z.int().check(z.minimum(0)),
});

/** Two results with more paths each are not compared: they would take more memory than a function has. */
const mostToCompare = 20_000;

type Latest = z.infer<typeof latestDocument>;

/** The document; null where there is none, or one that makes no sense. Throws a StoreError. */
const find = async <T>(store: Store, key: string, schema: z.ZodMiniType<T>): Promise<T | null> => {
  const found = await attemptDocument(findDocument(store, key, schema));
  return found.ok ? found.value : null;
};

/** The result of the last run; null where it is not there, or too large to compare. Throws a StoreError. */
const findEarlier = async (store: Store, { runId, paths }: Latest): Promise<ScanResult | null> =>
  paths > mostToCompare ? null : find(store, documentsOf(runId).result, scanResultSchema);

/**
 * Writes the reports of a run beside its result: `report.html` and `report.md`, with what changed since the last run of
 * the whole organization. `isWhole` makes this one the last, unless a run that began later has ended before it: a
 * schedule may begin two at once. Throws a StoreError.
 */
export const keepReports = async ({
  store,
  runId,
  result,
  isWhole,
}: {
  store: Store;
  runId: string;
  result: ScanResult;
  isWhole: boolean;
}): Promise<void> => {
  const latest = await find(store, latestKey, latestDocument);
  // An attempt before has left all, and this run would be compared with itself.
  if (latest?.runId === runId) return;
  // An ID begins with its run's time.
  const before = latest !== null && compareText(latest.runId, runId) < 0 ? latest : null;
  const [{ toReportData }, { renderHtml }, { renderMarkdown }] = await Promise.all([
    import('#report/report-data.ts'),
    import('#report/html/render-html.ts'),
    import('#report/markdown.ts'),
  ]);
  const paths = result.paths.length;
  const earlier = before === null || paths > mostToCompare ? null : await findEarlier(store, before);
  const data = toReportData(result, earlier);
  const documents = documentsOf(runId);
  await store.putText(documents.reportPage, renderHtml(data), 'text/html; charset=utf-8');
  await store.putText(documents.reportText, renderMarkdown(data), 'text/markdown; charset=utf-8');
  if (isWhole && before === latest) await store.put(latestKey, { schemaVersion: 1, runId, paths });
};
