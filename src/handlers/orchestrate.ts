import {
  type DurableContext,
  type DurableExecutionInvocationInput,
  type DurableExecutionInvocationOutput,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import { InputError } from '#app/input-error.ts';
import { orchestrateEvent } from './event.ts';
import { orchestrate } from './orchestration.ts';
import { refusal } from './refusal.ts';
import type { RunSummary } from './run-summary.ts';
import { setting } from './setting.ts';

const serviceName = 'vpc-path-auditor';
const logger = new Logger({ serviceName });
// The SDK names the trace in each of its requests, and of such a request the tracer keeps nothing.
const tracer = new Tracer({ serviceName, captureHTTPsRequests: false });

const run = async (event: unknown, context: DurableContext): Promise<RunSummary> => {
  context.configureLogger({ customLogger: logger });
  const parsed = orchestrateEvent.safeParse(event);
  if (!parsed.success) throw refusal(new Error('', { cause: parsed.error.issues }));
  const worker = setting(process.env, 'VPC_PATH_AUDITOR_WORKER');
  if (worker === null) throw new InputError('VPC_PATH_AUDITOR_WORKER: names the function of the workers');
  return orchestrate(parsed.data, context, worker);
};

/**
 * The nightly audit of many accounts, an AWS Lambda durable function. The middlewares are outside of it: they run once
 * an invocation, of which an execution has many. Metrics are the workers'.
 */
export const handler = middy<DurableExecutionInvocationInput, DurableExecutionInvocationOutput>()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .use(injectLambdaContext(logger))
  .handler(withDurableExecution(run));
