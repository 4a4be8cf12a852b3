import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { actionsOf, configActions, doctorActions, storeActions } from '#app/actions.ts';
import { policiesOf } from '#app/doctor/policies.ts';
import { compareText } from '#model/scope.ts';
import { actionsIn, createHub, everything, type Hub, lacks, lacksFunction, policiesOfRole } from './hub.ts';

let plain: Hub;
let full: Hub;
// The first synthesis of a process loads the whole CDK.
beforeAll(async () => {
  plain = await createHub();
  full = await createHub(everything);
}, 120_000);

const variables = (props: object) => ({ Environment: { Variables: props } });

describe('the functions', () => {
  it.each(['audit', 'orchestrate', 'worker'])(
    '%s is an arm64 function of Node 24 with its own logs',
    (name) => {
      const properties = {
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Timeout: 900,
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogGroup: Match.anyValue() },
      };
      expect(lacksFunction(plain, name, properties)).toBeNull();
    },
  );

  it.each<[name: string, durable: unknown]>([
    ['orchestrate', { ExecutionTimeout: 43_200, RetentionPeriodInDays: 14 }],
    ['audit', Match.absent()],
    ['worker', Match.absent()],
  ])('%s is durable for longer than a function lives, or not at all', (name, DurableConfig) =>
    expect(lacksFunction(plain, name, { DurableConfig })).toBeNull(),
  );

  it('the orchestrator may invoke the worker’s alias, see to its own executions, and do nothing else', () => {
    const policies = policiesOfRole(plain, 'vpc-path-auditor-orchestrate');
    expect(actionsIn(Object.values(policies).flat())).toEqual([
      'lambda:CheckpointDurableExecution',
      'lambda:GetDurableExecutionState',
      'lambda:InvokeFunction',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
    const worker = policies['invoke']?.[0]?.Resource;
    expect(worker).toEqual({ Ref: expect.stringMatching(/^workerLive/) });
    const environment = variables({ VPC_PATH_AUDITOR_WORKER: worker });
    expect(lacksFunction(plain, 'orchestrate', environment)).toBeNull();
  });

  it.each(['AWS::Lambda::Permission', 'AWS::Lambda::Url'])('nobody is let in by a %s', (type) =>
    expect(plain.template.findResources(type)).toEqual({}),
  );

  it.each(['audit', 'worker'])('%s knows the roles, its store and its configuration', (name) => {
    const ofPlain = {
      VPC_PATH_AUDITOR_ROLE_NAME: 'vpc-path-auditor-read',
      VPC_PATH_AUDITOR_PUBLISH_ROLE_NAME: 'vpc-path-auditor-publish',
      VPC_PATH_AUDITOR_STORE: {
        'Fn::Join': ['', ['s3://', { Ref: Match.stringLikeRegexp('^StorageBucket') }]],
      },
      VPC_PATH_AUDITOR_CONFIG_PARAMETER: { Ref: Match.stringLikeRegexp('^Configuration') },
      VPC_PATH_AUDITOR_EXTERNAL_ID: Match.absent(),
    };
    const ofFull = {
      VPC_PATH_AUDITOR_ROLE_NAME: 'path-auditor',
      VPC_PATH_AUDITOR_PUBLISH_ROLE_NAME: 'path-publisher',
      VPC_PATH_AUDITOR_EXTERNAL_ID: 'a-shared-word',
    };
    expect(lacksFunction(plain, name, variables(ofPlain))).toBeNull();
    expect(lacksFunction(full, name, { ...variables(ofFull), MemorySize: 3008 })).toBeNull();
  });

  it('workers keep concurrency for themselves only when told to', () => {
    expect(lacksFunction(plain, 'worker', { ReservedConcurrentExecutions: Match.absent() })).toBeNull();
    expect(lacksFunction(full, 'worker', { ReservedConcurrentExecutions: 100 })).toBeNull();
  });

  it.each<[days: number, hub: () => Hub]>([
    [90, () => plain],
    [365, () => full],
  ])('logs are kept for %i days', (days, hub) => {
    const groups = Object.values(hub().template.findResources('AWS::Logs::LogGroup'));
    expect(groups.map(({ Properties }) => Properties.RetentionInDays)).toEqual([days, days, days]);
  });
});

/** Each action with its resource. */
const pairsOf = (statements: readonly { Action: string | string[]; Resource?: unknown }[]): string[] =>
  statements
    .flatMap(({ Action, Resource }) =>
      [Action].flat().map((action) => `${action} ${JSON.stringify(Resource)}`),
    )
    .sort(compareText);

const isDoctors = (action = ''): boolean => doctorActions.includes(action);

const trustOf = (condition: object) => ({
  RoleName: 'vpc-path-auditor-reader',
  AssumeRolePolicyDocument: {
    Statement: [
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: Match.anyValue(), Condition: condition },
    ],
  },
});

describe('permissions', () => {
  it.each(['audit', 'worker'])(
    '%s has what doctor --print-policy prints but for doctor’s own, its store and its configuration',
    (name) => {
      const policies = policiesOfRole(full, `vpc-path-auditor-${name}`);
      const roles = { read: 'path-auditor', publish: 'path-publisher' };
      const printed = policiesOf({ partition: 'aws', roles });
      for (const [grant, { Statement }] of Object.entries(printed)) {
        const printedPairs = pairsOf(Statement).filter((pair) => !isDoctors(pair.split(' ')[0]));
        expect(pairsOf(policies[grant] ?? [])).toEqual(printedPairs);
      }
      const own = ['logs:CreateLogStream', 'logs:PutLogEvents', 'kms:Decrypt', 'kms:GenerateDataKey'];
      const declared = [...Object.values(actionsOf).flat(), ...storeActions, ...configActions, ...own];
      const wanted = declared.filter((action) => !isDoctors(action));
      expect(actionsIn(Object.values(policies).flat())).toEqual(wanted.sort(compareText));
    },
  );

  it('no policy allows an action by a wildcard', () => {
    const text = JSON.stringify([plain.template.toJSON(), full.template.toJSON()]);
    const allowed = [...text.matchAll(/"Action":("[^"]*"|\[[^\]]*\]),"Effect":"Allow"/g)];
    expect(allowed.length).toBeGreaterThan(20);
    expect(allowed.flatMap(([, action = '']) => (action.includes('*') ? [action] : []))).toEqual([]);
  });

  it('who reads the bucket is a role of its own, for those who are named', () => {
    const named = trustOf({ ArnLike: { 'aws:PrincipalArn': [everything.readerPrincipals] } });
    expect(lacks(full, 'AWS::IAM::Role', named)).toBeNull();
    expect(lacks(plain, 'AWS::IAM::Role', named)).not.toBeNull();
    const { store = [] } = policiesOfRole(full, 'vpc-path-auditor-reader');
    expect(actionsIn(store)).toEqual(['kms:Decrypt', 's3:GetObject', 's3:ListBucket']);
  });
});

const lifecycle = (days: number) => ({
  LifecycleConfiguration: {
    Rules: [
      { Id: 'runs', Prefix: 'runs/', ExpirationInDays: days, Status: 'Enabled' },
      {
        Id: 'unfinished',
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        Status: 'Enabled',
        ExpirationInDays: Match.absent(),
      },
    ],
  },
});

const encryption = (rule: object) => ({
  BucketEncryption: { ServerSideEncryptionConfiguration: [rule] },
});

describe('the bucket', () => {
  it('is private, and kept when the stack goes', () => {
    const [bucket] = Object.values(plain.template.findResources('AWS::S3::Bucket'));
    expect(bucket).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
  });

  it('is encrypted, by a key of the customer’s where one is told', () => {
    const byDefault = encryption({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } });
    const byKey = encryption({
      BucketKeyEnabled: true,
      ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: everything.kmsKeyArn },
    });
    expect(lacks(plain, 'AWS::S3::Bucket', byDefault)).toBeNull();
    expect(lacks(full, 'AWS::S3::Bucket', byKey)).toBeNull();
  });

  it('is reached by TLS alone', () => {
    const denial = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    const policy = { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(denial)]) } };
    expect(lacks(plain, 'AWS::S3::BucketPolicy', policy)).toBeNull();
  });

  it('forgets runs, and never the ledger', () => {
    expect(lacks(plain, 'AWS::S3::Bucket', lifecycle(90))).toBeNull();
    expect(lacks(full, 'AWS::S3::Bucket', lifecycle(30))).toBeNull();
  });
});

const target = (name: string, input: string) => ({
  Arn: { Ref: Match.stringLikeRegexp(`^${name}Live`) },
  Input: input,
  RetryPolicy: { MaximumRetryAttempts: 5, MaximumEventAgeInSeconds: 3600 },
  DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeadLetters'), 'Arn'] } },
});

describe('the schedule', () => {
  it('is a dry run in one process until told otherwise', () => {
    const schedule = {
      ScheduleExpression: 'cron(0 3 * * ? *)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 60 },
      Target: target('audit', '{"publish":false}'),
    };
    expect(lacks(plain, 'AWS::Scheduler::Schedule', schedule)).toBeNull();
  });

  it('publishes, by the orchestrator, when told to', () => {
    const schedule = {
      ScheduleExpression: everything.schedule,
      ScheduleExpressionTimezone: 'Asia/Tokyo',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      Target: target('orchestrate', '{}'),
    };
    expect(lacks(full, 'AWS::Scheduler::Schedule', schedule)).toBeNull();
  });

  it('is trusted for the schedules of this account alone', () => {
    const condition = {
      StringEquals: { 'aws:SourceAccount': '111122223333', 'aws:SourceArn': Match.anyValue() },
    };
    const statement = {
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Principal: { Service: 'scheduler.amazonaws.com' },
      Condition: condition,
    };
    const trust = { AssumeRolePolicyDocument: { Statement: [statement] } };
    expect(lacks(plain, 'AWS::IAM::Role', trust)).toBeNull();
  });

  it('leaves what failed in an encrypted queue', () => {
    expect(lacks(plain, 'AWS::SQS::Queue', { SqsManagedSseEnabled: true })).toBeNull();
    const queue = { DeadLetterConfig: { TargetArn: Match.anyValue() } };
    for (const name of ['audit', 'orchestrate']) expect(lacksFunction(plain, name, queue)).toBeNull();
  });
});

const service = [{ Name: 'service', Value: 'vpc-path-auditor' }];
const query = (MetricName: string, Dimensions: unknown = Match.anyValue()) =>
  Match.objectLike({ MetricStat: { Metric: { MetricName, Dimensions } } });
const lacksAlarm = (hub: Hub, name: string, props: object): string | null =>
  lacks(hub, 'AWS::CloudWatch::Alarm', {
    AlarmName: `vpc-path-auditor-${name}`,
    AlarmActions: [Match.anyValue()],
    ...props,
  });

describe('alarms', () => {
  it.each<[name: string, props: object]>([
    [
      'failed-runs',
      {
        Threshold: 1,
        Metrics: Match.arrayWith([
          query('Errors'),
          query('DurableExecutionFailed'),
          query('DurableExecutionTimedOut'),
        ]),
      },
    ],
    [
      'coverage',
      {
        Threshold: 100,
        ComparisonOperator: 'LessThanThreshold',
        Metrics: Match.arrayWith([query('ScopesComplete', service), query('ScopesFailed', service)]),
      },
    ],
    [
      'publishing',
      { Threshold: 1, MetricName: 'FindingsFailed', Namespace: 'VpcPathAuditor', Dimensions: service },
    ],
    [
      'last-result',
      {
        MetricName: 'ScopesComplete',
        Statistic: 'SampleCount',
        Period: 3600,
        EvaluationPeriods: 30,
        TreatMissingData: 'breaching',
        ComparisonOperator: 'LessThanThreshold',
      },
    ],
    ['dead-letters', { Threshold: 1, MetricName: 'ApproximateNumberOfMessagesVisible' }],
  ])('tell of %s', (name, props) => expect(lacksAlarm(plain, name, props)).toBeNull());

  it('are let into the topic of the stack’s own', () => {
    const admission = {
      Action: 'sns:Publish',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': '111122223333' },
        ArnLike: { 'aws:SourceArn': Match.anyValue() },
      },
    };
    const policy = { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(admission)]) } };
    expect(lacks(plain, 'AWS::SNS::TopicPolicy', policy)).toBeNull();
  });

  it('go to the topic that is told', () => {
    expect(lacksAlarm(full, 'coverage', { AlarmActions: [everything.alarmTopicArn] })).toBeNull();
    expect(lacksAlarm(full, 'last-result', { EvaluationPeriods: 80 })).toBeNull();
  });

  it('go to an address', async () => {
    const hub = await createHub({ alarmEmail: 'security@example.com' });
    const subscription = { Protocol: 'email', Endpoint: 'security@example.com' };
    expect(lacks(hub, 'AWS::SNS::Subscription', subscription)).toBeNull();
  });
});

describe('the insights', () => {
  it.each<[what: string, hub: () => Hub, count: number]>([
    ['are there', () => plain, 4],
    ['are not where they are not asked for', () => full, 0],
  ])('%s', (_, hub, count) =>
    expect(Object.keys(hub().template.findResources('AWS::SecurityHub::Insight'))).toHaveLength(count),
  );
});

describe('the StackSet of the member roles', () => {
  it('is there only when units are told', () =>
    expect(plain.template.findResources('AWS::CloudFormation::StackSet')).toEqual({}));

  it('carries the template and its parameters', () => {
    const stackSet = {
      PermissionModel: 'SERVICE_MANAGED',
      CallAs: 'DELEGATED_ADMIN',
      AutoDeployment: { Enabled: true },
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      StackInstancesGroup: [
        {
          DeploymentTargets: { OrganizationalUnitIds: ['ou-ab12-34567890', 'ou-ab12-3456789a'] },
          Regions: ['us-east-1'],
        },
      ],
      TemplateBody: Match.serializedJson(Match.objectLike({ Resources: Match.anyValue() })),
      Parameters: Match.arrayWith([
        { ParameterKey: 'HubAccountId', ParameterValue: '111122223333' },
        { ParameterKey: 'ReadRoleName', ParameterValue: 'path-auditor' },
        { ParameterKey: 'PublishRoleName', ParameterValue: 'path-publisher' },
        { ParameterKey: 'Publish', ParameterValue: 'false' },
        { ParameterKey: 'LaptopPrincipals', ParameterValue: everything.laptopPrincipals },
      ]),
    };
    expect(lacks(full, 'AWS::CloudFormation::StackSet', stackSet)).toBeNull();
  });
});
