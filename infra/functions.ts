import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { partitionOf } from '#model/partition.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { Configuration } from './configuration.ts';
import { createFunction, type Deployed } from './function.ts';
import { acknowledgeAuditor, auditorPolicies } from './function-role.ts';
import { type FunctionName, functionName } from './names.ts';
import type { Settings } from './settings.ts';
import type { Storage } from './storage.ts';

export type Functions = Record<FunctionName, Deployed>;

export type FunctionsParts = {
  bundles: string;
  storage: Storage;
  configuration: Configuration;
  deadLetters: IQueue;
};

/** What `src/handlers/config-parameter.ts` and `src/handlers/open.ts` read. */
const auditorEnvironment = (
  { memberRoleName, memberPublishRoleName, externalId }: Settings,
  {
    storage: { bucket },
    configuration: { parameterName },
  }: Pick<FunctionsParts, 'storage' | 'configuration'>,
): Record<string, string> => ({
  VPC_PATH_AUDITOR_ROLE_NAME: memberRoleName,
  VPC_PATH_AUDITOR_PUBLISH_ROLE_NAME: memberPublishRoleName,
  ...(externalId === null ? {} : { VPC_PATH_AUDITOR_EXTERNAL_ID: externalId }),
  VPC_PATH_AUDITOR_STORE: `s3://${bucket.bucketName}`,
  VPC_PATH_AUDITOR_CONFIG_PARAMETER: parameterName,
});

/** A function that reads accounts and publishes. */
const createAuditor = (
  scope: Construct,
  settings: Settings,
  {
    bundles,
    storage,
    configuration,
    ...rest
  }: Omit<FunctionsParts, 'deadLetters'> & {
    name: 'audit' | 'worker';
    description: string;
    deadLetters: IQueue | null;
    concurrency: number | null;
  },
): Deployed => {
  const { name, description, deadLetters, concurrency } = rest;
  const deployed = createFunction(scope, settings, {
    name,
    description,
    bundles,
    environment: auditorEnvironment(settings, { storage, configuration }),
    policies: { ...auditorPolicies(settings), configuration: configuration.policy, store: storage.policy },
    deadLetters,
    options: {
      memorySize: settings.memoryMegabytes,
      ...(concurrency === null ? {} : { reservedConcurrentExecutions: concurrency }),
    },
  });
  acknowledgeAuditor(deployed.role, settings);
  storage.acknowledge(deployed.role);
  return deployed;
};

/** What a durable function asks of Lambda about its own executions: the developer guide's durable-security page. */
const durablePolicy = (scope: Construct): PolicyDocument => {
  const resource = Stack.of(scope).formatArn({
    service: 'lambda',
    resource: `function:${functionName('orchestrate')}:*`,
  });
  const actions = ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'];
  return new PolicyDocument({ statements: [new PolicyStatement({ actions, resources: [resource] })] });
};

/** Nobody else is allowed to invoke the worker. */
const invokePolicy = ({ alias }: Deployed): PolicyDocument =>
  new PolicyDocument({
    statements: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [alias.functionArn] })],
  });

const createOrchestrator = (
  scope: Construct,
  settings: Settings,
  { bundles, deadLetters, worker }: Pick<FunctionsParts, 'bundles' | 'deadLetters'> & { worker: Deployed },
): Deployed => {
  const deployed = createFunction(scope, settings, {
    name: 'orchestrate',
    description: 'The audit of many accounts: a durable function that does nothing but ask the workers',
    bundles,
    environment: { VPC_PATH_AUDITOR_WORKER: worker.alias.functionArn },
    policies: { durable: durablePolicy(scope), invoke: invokePolicy(worker) },
    deadLetters,
    options: {
      memorySize: 512,
      // From the first day: a function that is made durable later is another function.
      durableConfig: { executionTimeout: Duration.hours(12), retentionPeriod: Duration.days(14) },
    },
  });
  const { account, region } = Stack.of(scope);
  acknowledgeWildcard(
    deployed.role,
    `arn:${partitionOf(region)}:lambda:${region}:${account}:function:${functionName('orchestrate')}:*`,
    'Its own executions, on any version of it: a run ends on the version that it began on.',
  );
  return deployed;
};

/** The three functions. Both engines are deployed; the schedule invokes one of them. */
export const createFunctions = (
  scope: Construct,
  settings: Settings,
  { deadLetters, ...parts }: FunctionsParts,
): Functions => {
  const audit = createAuditor(scope, settings, {
    ...parts,
    name: 'audit',
    description: 'Audits in one process: the nightly run of few accounts, every scan and question on demand',
    deadLetters,
    concurrency: null,
  });
  const worker = createAuditor(scope, settings, {
    ...parts,
    name: 'worker',
    description: 'Does one stage of the audit of many accounts, as the orchestrator asks for it',
    deadLetters: null,
    concurrency: settings.workerConcurrency,
  });
  const orchestrate = createOrchestrator(scope, settings, { bundles: parts.bundles, deadLetters, worker });
  return { audit, orchestrate, worker };
};
