import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import { readConfigParameter } from './config-parameter.ts';
import { auditEvent } from './event.ts';
import { refusal } from './refusal.ts';

const serviceName = 'vpc-path-auditor';
const logger = new Logger({ serviceName });
// What it has to say itself is a line of the log like any other.
const metrics = new Metrics({ namespace: 'VpcPathAuditor', serviceName, logger });
// The SDK names the trace in each of its requests, and of such a request the tracer keeps nothing.
const tracer = new Tracer({ serviceName, captureHTTPsRequests: false });

/** The nightly audit and the on-demand questions: the event is parsed, one use case called, metrics emitted. */
export const handler = middy()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics))
  .use(parser({ schema: auditEvent, safeParse: true }))
  .handler(async (event, context) => {
    if (!event.success) throw refusal(event.error);
    // What answers is loaded while AWS is asked for the configuration.
    const [parameter, { answer }] = await Promise.all([
      readConfigParameter(process.env),
      import('./answer.ts'),
    ]);
    const remainingMs = () => context.getRemainingTimeInMillis();
    return answer(event.data, parameter, { logger, metrics, env: process.env, remainingMs });
  });
