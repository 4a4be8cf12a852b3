import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import { answer } from './answer.ts';
import { auditEvent } from './event.ts';

const serviceName = 'vpc-path-auditor';
const logger = new Logger({ serviceName });
// What it has to say itself is a line of the log like any other.
const metrics = new Metrics({ namespace: 'VpcPathAuditor', serviceName, logger });
const tracer = new Tracer({ serviceName });

/** The nightly audit and the on-demand questions: the event is parsed, one use case called, metrics emitted. */
export const handler = middy()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics))
  .use(parser({ schema: auditEvent, safeParse: true }))
  .handler((event, context) => {
    const remainingMs = () => context.getRemainingTimeInMillis();
    return answer(event, { logger, metrics, env: process.env, remainingMs });
  });
