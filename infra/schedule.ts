import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import dryRun from '../events/dry-run.json' with { type: 'json' };
import nightly from '../events/nightly.json' with { type: 'json' };
import type { Deployed } from './function.ts';
import type { Settings } from './settings.ts';

const allow = (action: string, resource: string): PolicyDocument =>
  new PolicyDocument({ statements: [new PolicyStatement({ actions: [action], resources: [resource] })] });

/**
 * Invokes the engine every night, with `events/nightly.json`, or `events/dry-run.json` where nothing is to be published. An
 * event that Lambda does not take within an hour ends in the dead-letter queue: the next night is another one.
 */
export const createSchedule = (
  scope: Construct,
  { schedule, timeZone, flexibleMinutes, publish }: Settings,
  { engine: { alias }, deadLetters }: { engine: Deployed; deadLetters: IQueue },
): CfnSchedule => {
  const within = new Construct(scope, 'Schedule');
  const stack = Stack.of(scope);
  // A schedule that names no group is of this one, and the group is what Scheduler tells as the source.
  const group = stack.formatArn({
    service: 'scheduler',
    resource: 'schedule-group',
    resourceName: 'default',
  });
  const role = new Role(within, 'Role', {
    description: 'Invokes vpc-path-auditor on its schedule',
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com').withConditions({
      StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': group },
    }),
    inlinePolicies: {
      invoke: allow('lambda:InvokeFunction', alias.functionArn),
      'dead-letters': allow('sqs:SendMessage', deadLetters.queueArn),
    },
  });
  return new CfnSchedule(within, 'Schedule', {
    description: 'The audit of every night',
    scheduleExpression: schedule,
    scheduleExpressionTimezone: timeZone,
    flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: flexibleMinutes },
    target: {
      arn: alias.functionArn,
      roleArn: role.roleArn,
      input: JSON.stringify(publish ? nightly : dryRun),
      retryPolicy: { maximumRetryAttempts: 5, maximumEventAgeInSeconds: Duration.hours(1).toSeconds() },
      deadLetterConfig: { arn: deadLetters.queueArn },
    },
  });
};
