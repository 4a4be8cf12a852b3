import { type ScopeCoverage, scopeStatuses } from '#model/coverage.ts';
import type { PublishedFinding } from '#model/finding.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { findingStatuses, pathClasses, severities, verdicts } from '#model/words.ts';

/** How many of `items` there are of each of `keys`; a key that none has is told as 0. */
const countBy = <T, K extends string>(
  items: readonly T[],
  keys: readonly K[],
  keyOf: (item: T) => K,
): Record<K, number> => {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const item of items) counts[keyOf(item)] += 1;
  return counts;
};

/** The headline numbers of a result. */
export const summarize = (
  paths: readonly ConnectionPath[],
  findings: readonly PublishedFinding[],
  scopes: readonly ScopeCoverage[],
): ScanResult['summary'] => ({
  paths: {
    byClass: countBy(paths, pathClasses, (path) => path.class),
    byVerdict: countBy(paths, verdicts, ({ verdict }) => verdict),
  },
  findings: {
    bySeverity: countBy(findings, severities, ({ severity }) => severity),
    byStatus: countBy(findings, findingStatuses, ({ status }) => status),
  },
  scopes: { byStatus: countBy(scopes, scopeStatuses, ({ status }) => status) },
});
