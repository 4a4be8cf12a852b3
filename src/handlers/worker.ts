import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import { refusal } from './refusal.ts';
import { work } from './work.ts';
import { workerEvent } from './worker-event.ts';

const serviceName = 'vpc-path-auditor';
const logger = new Logger({ serviceName });
// What it has to say itself is a line of the log like any other.
const metrics = new Metrics({ namespace: 'VpcPathAuditor', serviceName, logger });
const tracer = new Tracer({ serviceName });

/** One stage of a distributed run, as the orchestrator asks for it; a plain function that may run 15 minutes. */
export const handler = middy()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics))
  .use(parser({ schema: workerEvent, safeParse: true }))
  .handler((event, context) => {
    if (!event.success) throw refusal(event.error);
    const remainingMs = () => context.getRemainingTimeInMillis();
    return work(event.data, { logger, metrics, env: process.env, remainingMs });
  });
