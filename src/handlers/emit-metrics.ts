import type { Metrics } from '@aws-lambda-powertools/metrics';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { ScanResult } from '#model/result.ts';
import { pathClasses } from '#model/words.ts';

/** One night in numbers, as CloudWatch embedded metrics. Counts that are 0 are sent too: silence is no zero. */
export const emitMetrics = (metrics: Metrics, result: ScanResult): void => {
  const { paths, scopes } = result.summary;
  for (const name of pathClasses) {
    const one = metrics.singleMetric();
    one.addDimension('class', name);
    one.addMetric('Paths', MetricUnit.Count, paths.byClass[name]);
  }
  metrics.addMetric('ScopesComplete', MetricUnit.Count, scopes.byStatus.complete);
  metrics.addMetric('ScopesFailed', MetricUnit.Count, scopes.byStatus.failed + scopes.byStatus.partial);
  const { startedAt, finishedAt } = result;
  metrics.addMetric('Duration', MetricUnit.Milliseconds, Date.parse(finishedAt) - Date.parse(startedAt));
  if (result.publish === null) return;
  const { created, updated, archived, kept, orphaned, unpublished, failed } = result.publish;
  metrics.addMetric('FindingsCreated', MetricUnit.Count, created);
  metrics.addMetric('FindingsUpdated', MetricUnit.Count, updated);
  metrics.addMetric('FindingsArchived', MetricUnit.Count, archived);
  metrics.addMetric('FindingsKept', MetricUnit.Count, kept);
  metrics.addMetric('FindingsOrphaned', MetricUnit.Count, orphaned);
  const untaken = unpublished.reduce((total, { findings }) => total + findings, 0);
  metrics.addMetric('FindingsUnpublished', MetricUnit.Count, untaken);
  metrics.addMetric('FindingsFailed', MetricUnit.Count, failed.length);
};
