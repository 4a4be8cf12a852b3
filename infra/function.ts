import { join } from 'node:path';
import { Annotations, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  Alias,
  ApplicationLogLevel,
  Architecture,
  Code,
  Function,
  type FunctionOptions,
  type IVersion,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { createFunctionRole, type Policies } from './function-role.ts';
import { type FunctionName, functionName } from './names.ts';
import type { Settings } from './settings.ts';

export type Deployed = { code: Function; alias: Alias; role: Construct };

export type FunctionParts = {
  name: FunctionName;
  description: string;
  /** The folder of the bundles, as `npm run build` leaves it. */
  bundles: string;
  environment: Record<string, string>;
  policies: Policies;
  /** Where an event ends whose invocation failed; null for a function that is never invoked by an event. */
  deadLetters: IQueue | null;
  options: Pick<FunctionOptions, 'memorySize' | 'durableConfig' | 'reservedConcurrentExecutions'>;
};

/** The settings take no other number of days than its values. */
const retentionOf = ({ logRetentionDays }: Settings): RetentionDays => {
  const name = RetentionDays[logRetentionDays] as keyof typeof RetentionDays | undefined;
  return RetentionDays[name ?? 'THREE_MONTHS'];
};

/** One function with its role, its log group and the alias `live`, which is what others invoke. */
export const createFunction = (scope: Construct, settings: Settings, parts: FunctionParts): Deployed => {
  const { name, description, bundles, environment, policies, deadLetters, options } = parts;
  const within = new Construct(scope, name);
  const logGroup = new LogGroup(within, 'Logs', {
    retention: retentionOf(settings),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = createFunctionRole(within, { name, logGroup, policies });
  const code = new Function(within, 'Function', {
    functionName: functionName(name),
    description,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(join(bundles, name)),
    handler: 'index.handler',
    timeout: Duration.minutes(15),
    role,
    logGroup,
    // The runtime's own lines, of an error that was thrown, are JSON as ours are; metrics are lines as before.
    loggingFormat: LoggingFormat.JSON,
    applicationLogLevelV2: ApplicationLogLevel.INFO,
    tracing: Tracing.ACTIVE,
    environment,
    ...(deadLetters === null ? {} : { deadLetterQueue: deadLetters }),
    // A run that has begun ends on the version that it began on.
    currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    ...options,
  });
  // Told of every durable function, of new ones too.
  Annotations.of(code).acknowledgeInfo('aws-lambda:Function.DurableConfig');
  const alias = new Alias(within, 'Live', { aliasName: 'live', version: code.currentVersion as IVersion });
  // Another attempt costs little, and findings that are published twice are as published once.
  if (deadLetters !== null) alias.configureAsyncInvoke({ retryAttempts: 1, maxEventAge: Duration.hours(1) });
  return { code, alias, role };
};
