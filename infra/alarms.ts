import { Stack, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Functions } from './functions.ts';
import { coverage, failedRuns, runMetric } from './metrics.ts';
import { stackName } from './names.ts';
import type { Settings } from './settings.ts';

type Watched = {
  name: string;
  /** What is wrong and where to look; it is part of the notification. */
  description: string;
  metric: IMetric;
  threshold: number;
  comparisonOperator?: ComparisonOperator;
  evaluationPeriods?: number;
  treatMissingData?: TreatMissingData;
};

const watched = (functions: Functions, deadLetters: Queue, { maximumAgeHours }: Settings): Watched[] => [
  {
    name: 'failed-runs',
    description:
      'A run ended without a result. The log of the function tells why; nothing was archived on what was not read.',
    metric: failedRuns(functions),
    threshold: 1,
  },
  {
    name: 'coverage',
    description:
      'Something could not be read. The log lines `not read` tell the account, the Region, the cause and the remedy.',
    metric: coverage(),
    threshold: 100,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
  },
  {
    name: 'publishing',
    description:
      'Security Hub did not take findings. The log lines `not published` tell which; they are sent again the next night.',
    metric: runMetric('FindingsFailed'),
    threshold: 1,
  },
  {
    name: 'last-result',
    description: `No run has ended with a result for ${maximumAgeHours} hours. So it is, too, until the first one has.`,
    metric: runMetric('ScopesComplete', { statistic: Stats.SAMPLE_COUNT }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: maximumAgeHours,
    treatMissingData: TreatMissingData.BREACHING,
  },
  {
    name: 'dead-letters',
    description: 'An event could not be delivered, or its run failed. The queue keeps it for 14 days.',
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
    threshold: 1,
  },
];

/**
 * A topic with a policy of its own has no longer that of SNS, which lets the account's alarms in: CloudWatch has to be named
 * (docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html).
 */
const admitAlarms = (topic: Topic): void => {
  const { account, region, partition } = Stack.of(topic);
  const alarms = `arn:${partition}:cloudwatch:${region}:${account}:alarm:${stackName}-*`;
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': alarms },
      },
    }),
  );
};

/** The topic that is named, or one of this stack's own. */
const topicOf = (scope: Construct, { alarmTopicArn, alarmEmail }: Settings): ITopic => {
  if (alarmTopicArn !== null) return Topic.fromTopicArn(scope, 'Topic', alarmTopicArn);
  const topic = new Topic(scope, 'Topic', { enforceSSL: true });
  Validations.of(topic).acknowledge({
    id: 'AwsSolutions-SNS2',
    reason: 'Alarms tell a name and a number, and CloudWatch cannot use the key that AWS manages for SNS.',
  });
  admitAlarms(topic);
  if (alarmEmail !== null) topic.addSubscription(new EmailSubscription(alarmEmail));
  return topic;
};

/** What should wake somebody: runs that failed, coverage below 100 %, the age of the last result, dead letters. */
export const createAlarms = (
  scope: Construct,
  settings: Settings,
  { functions, deadLetters }: { functions: Functions; deadLetters: Queue },
): Alarm[] => {
  const within = new Construct(scope, 'Alarms');
  const action = new SnsAction(topicOf(within, settings));
  return watched(functions, deadLetters, settings).map(({ name, description, ...rest }) => {
    const alarm = new Alarm(within, name, {
      alarmName: `${stackName}-${name}`,
      alarmDescription: description,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      // Most hours nothing runs.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...rest,
    });
    alarm.addAlarmAction(action);
    return alarm;
  });
};
