import { expect, it } from 'vitest';
import { getJudged, putJudged } from '#app/stages/judged-parts.ts';
import type { Store } from '#app/store/store.ts';
import { findPaths } from '#classify/find-paths.ts';
import type { PublishedFinding } from '#model/finding.ts';
import type { ConnectionPath } from '#model/path.ts';
import * as build from '#test/builders/network.ts';

const memory = (): Store & { keys: () => string[] } => {
  const kept = new Map<string, string>();
  return {
    put: async (key, document) => void kept.set(key, JSON.stringify(document)),
    get: async (key) => JSON.parse(kept.get(key) ?? 'null') as unknown,
    putText: async (key, text) => void kept.set(key, text),
    keys: () => [...kept.keys()],
  };
};

const [path] = findPaths(build.networkOf(...build.tokyoToOregon()), build.configOf());
const pathsOf = (count: number): ConnectionPath[] =>
  Array.from({ length: count }, (_, index) => ({ ...(path as ConnectionPath), id: String(index) }));
const finding: PublishedFinding = {
  id: 'one',
  rule: 'connection-path',
  severity: 'low',
  status: 'passed',
  title: '',
  accountId: '111111111111',
  region: 'us-west-2',
  subject: { type: 'Other', id: 'one', arn: null },
  pathIds: [],
  evidence: '',
  remediation: null,
  fixOwner: null,
  firstSeenAt: null,
  exemption: null,
  ownerTags: {},
  ruleUrl: '',
};
const findingsOf = (count: number): PublishedFinding[] =>
  Array.from({ length: count }, (_, index) => ({ ...finding, id: String(index) }));

const runId = '2026-11-22T03-00-00-000Z-0123abcd';

it.each([
  [0, 0, 0],
  [1, 0, 1],
  [10_000, 1, 1],
  [3, 10_001, 2],
  [20_001, 5, 3],
])('%i paths and %i findings are %i parts, and come back in their order', async (paths, findings, parts) => {
  const store = memory();
  const judged = { paths: pathsOf(paths), peerings: [], findings: findingsOf(findings) };
  await putJudged(store, runId, judged);
  expect(store.keys().filter((key) => key.includes('/judged/'))).toHaveLength(parts);
  expect(await getJudged(store, runId)).toEqual(judged);
});
