import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { pathClasses } from '#model/words.ts';
import type { Functions } from './functions.ts';
import { coverage, durableMetric, failedRuns, pathsOfClass, runMetric } from './metrics.ts';
import { stackName } from './names.ts';

const graph = (title: string, left: IMetric[], right: IMetric[] = []): GraphWidget =>
  new GraphWidget({ title, left, right, width: 12, height: 6 });

const findings = ['Created', 'Updated', 'Archived', 'Kept', 'Orphaned', 'Unpublished', 'Failed'];

/** One page for the morning: is all well, what was seen, what was published, and how near the limits it was. */
export const createDashboard = (
  scope: Construct,
  { functions, alarms }: { functions: Functions; alarms: Alarm[] },
): Dashboard =>
  new Dashboard(scope, 'Dashboard', {
    dashboardName: stackName,
    defaultInterval: Duration.days(14),
    widgets: [
      [
        new TextWidget({
          markdown:
            '# vpc-path-auditor\nEvery number is of whole runs. What was not read, and why, is in the logs: search them for `not read`.',
          width: 24,
          height: 2,
        }),
      ],
      [new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: 3 })],
      [
        graph('Coverage', [coverage()], [runMetric('ScopesFailed')]),
        graph('Failed runs', [failedRuns(functions)]),
      ],
      [
        graph('Paths by class', pathClasses.map(pathsOfClass)),
        graph(
          'Findings',
          findings.map((name) => runMetric(`Findings${name}`)),
        ),
      ],
      [
        graph('Run', [runMetric('Duration')], [runMetric('ApiCalls', { statistic: Stats.SUM })]),
        graph(
          'Durable executions: of 3,000 operations, and of 100 MB',
          [durableMetric(functions, 'DurableExecutionOperations', Stats.MAXIMUM)],
          [durableMetric(functions, 'DurableExecutionStorageWrittenBytes', Stats.MAXIMUM)],
        ),
      ],
      [
        graph(
          'Duration of the functions',
          [functions.audit, functions.orchestrate, functions.worker].map(({ code }) =>
            code.metricDuration({ statistic: Stats.MAXIMUM }),
          ),
        ),
        graph(
          'Workers',
          [functions.worker.code.metricInvocations()],
          [functions.worker.code.metricErrors(), functions.worker.code.metricThrottles()],
        ),
      ],
    ],
  });
