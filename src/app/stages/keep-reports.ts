import { z } from 'zod';
import { type ScanResult, scanResultSchema } from '#model/result.ts';
import type { Store } from '../store/store.ts';
import { attemptDocument, documentsOf, findDocument } from './documents.ts';
import { runIdPattern } from './run-id.ts';

/** Which run of all accounts and Regions was the last: the report of the next tells what changed since. */
const latestKey = 'runs/latest.json';
const latestDocument = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string().regex(runIdPattern),
  paths: z.int().min(0),
});

/** Two results with more paths each are not compared: they would take more memory than a function has. */
const mostToCompare = 20_000;

/** The last run's result; null where there is none, or none that can be read or compared. Throws a StoreError. */
const findEarlier = async (store: Store): Promise<ScanResult | null> => {
  const latest = await attemptDocument(findDocument(store, latestKey, latestDocument));
  if (!latest.ok || latest.value === null || latest.value.paths > mostToCompare) return null;
  const { result } = documentsOf(latest.value.runId);
  const earlier = await attemptDocument(findDocument(store, result, scanResultSchema));
  return earlier.ok ? earlier.value : null;
};

/**
 * Writes the reports of a run beside its result: `report.html` and `report.md`, with what changed since the last run of
 * the whole organization. `isWhole` makes this one the last. Throws a StoreError.
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
  const [{ toReportData }, { renderHtml }, { renderMarkdown }] = await Promise.all([
    import('#report/report-data.ts'),
    import('#report/html/render-html.ts'),
    import('#report/markdown.ts'),
  ]);
  const paths = result.paths.length;
  const data = toReportData(result, paths > mostToCompare ? null : await findEarlier(store));
  const documents = documentsOf(runId);
  await store.putText(documents.reportPage, renderHtml(data), 'text/html; charset=utf-8');
  await store.putText(documents.reportText, renderMarkdown(data), 'text/markdown; charset=utf-8');
  if (isWhole) await store.put(latestKey, { schemaVersion: 1, runId, paths });
};
