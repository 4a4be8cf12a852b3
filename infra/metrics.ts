import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Functions } from './functions.ts';

/** As `src/handlers/emit-metrics.ts` sends them, under the service's name. */
const namespace = 'VpcPathAuditor';
const service = 'vpc-path-auditor';

type Asked = { statistic?: string; period?: Duration };

const hour = Duration.hours(1);

/** A number that a run tells once, at its end. */
export const runMetric = (
  metricName: string,
  { statistic = Stats.MAXIMUM, period = hour }: Asked = {},
): Metric => new Metric({ namespace, metricName, dimensionsMap: { service }, statistic, period });

export const pathsOfClass = (name: string): Metric =>
  new Metric({
    namespace,
    metricName: 'Paths',
    dimensionsMap: { service, class: name },
    statistic: Stats.MAXIMUM,
    period: Duration.days(1),
    label: name,
  });

/** What a durable function tells of its executions, besides what any function tells: the developer guide's durable-monitoring page. */
export const durableMetric = ({ orchestrate }: Functions, metricName: string, statistic: string): Metric =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { FunctionName: orchestrate.code.functionName },
    statistic,
    period: hour,
  });

/** Runs that ended without a result, of both engines. A worker that fails is asked again, and counts by what is unread. */
export const failedRuns = (functions: Functions): MathExpression =>
  new MathExpression({
    label: 'failed runs',
    expression: 'FILL(errors, 0) + FILL(failed, 0) + FILL(late, 0)',
    usingMetrics: {
      errors: functions.audit.code.metricErrors({ period: hour, statistic: Stats.SUM }),
      failed: durableMetric(functions, 'DurableExecutionFailed', Stats.SUM),
      late: durableMetric(functions, 'DurableExecutionTimedOut', Stats.SUM),
    },
    period: hour,
  });

/** Of an account in a Region: in how many of a hundred was everything read? */
export const coverage = (): IMetric =>
  new MathExpression({
    label: 'coverage in %',
    expression: '100 * complete / (complete + gaps)',
    usingMetrics: { complete: runMetric('ScopesComplete'), gaps: runMetric('ScopesFailed') },
    period: hour,
  });
