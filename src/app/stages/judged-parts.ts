import type { PublishedFinding } from '#model/finding.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { PublishedPeering } from '#model/result.ts';
import type { Store } from '../store/store.ts';
import { documentsOf } from './document-keys.ts';
import { analysisDocument, getDocument, judgedDocument } from './documents.ts';

/** Paths and findings of a part: some 40 MB of each. */
const partLength = 10_000;

type Told = { paths: ConnectionPath[]; peerings: PublishedPeering[]; findings: PublishedFinding[] };

/** Writes what was judged, the long lists part by part. */
export const putJudged = async (
  store: Store,
  runId: string,
  { paths, peerings, findings }: Told,
): Promise<void> => {
  const documents = documentsOf(runId);
  const parts = Math.ceil(Math.max(paths.length, findings.length) / partLength);
  for (let part = 0; part < parts; part += 1) {
    const [from, to] = [part * partLength, (part + 1) * partLength];
    const lists = { paths: paths.slice(from, to), findings: findings.slice(from, to) };
    await store.put(documents.judged(part), { schemaVersion: 1, ...lists });
  }
  await store.put(documents.analysis, { schemaVersion: 1, parts, peerings });
};

/** What `putJudged` wrote. */
export const getJudged = async (store: Store, runId: string): Promise<Told> => {
  const documents = documentsOf(runId);
  const { parts, peerings } = await getDocument(store, documents.analysis, analysisDocument);
  const told: Told = { paths: [], peerings, findings: [] };
  for (let part = 0; part < parts; part += 1) {
    const { paths, findings } = await getDocument(store, documents.judged(part), judgedDocument);
    for (const path of paths) told.paths.push(path);
    for (const finding of findings) told.findings.push(finding);
  }
  return told;
};
