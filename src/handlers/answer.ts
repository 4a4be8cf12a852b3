import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { ParsedResult } from '@aws-lambda-powertools/parser/types';
import { type Connection, connect } from '#app/connect.ts';
import { explain } from '#app/explain.ts';
import { loadConfig } from '#app/load-config.ts';
import type { Progress } from '#app/ports.ts';
import { scan } from '#app/scan.ts';
import type { Config } from '#model/config.ts';
import { emitMetrics } from './emit-metrics.ts';
import type { AuditEvent } from './event.ts';
import { refusal } from './refusal.ts';
import { type ExplanationReply, type Reply, toExplanationReply, toReply } from './reply.ts';

export type Tools = { logger: Logger; metrics: Metrics; env: NodeJS.ProcessEnv };

const logProgress =
  (logger: Logger) =>
  (progress: Progress): void => {
    if (progress.kind !== 'planned') return;
    const { scopes, notices } = progress.plan;
    logger.info('planned', { scopes: scopes.length, notices });
  };

const runScan = async (
  event: Extract<AuditEvent, { action: 'scan' }>,
  { connection, config }: { connection: Connection; config: Config },
  { logger, metrics }: Tools,
): Promise<Reply> => {
  const result = await scan({
    source: connection.source,
    config,
    selection: { accounts: event.accounts ?? null, regions: event.regions ?? null },
    stores: event.publish ? connection.stores : null,
    failOn: null,
    clock: () => new Date(),
    onProgress: logProgress(logger),
  });
  emitMetrics(metrics, result, connection.apiCalls());
  const gaps = result.coverage.scopes.filter(({ status }) => status === 'partial' || status === 'failed');
  for (const gap of gaps) logger.warn('not read', { gap });
  for (const failure of result.publish?.failed ?? []) logger.error('not published', { failure });
  const { summary, exitReasons } = result;
  logger.info('audited', { summary, exitReasons, apiCalls: connection.apiCalls() });
  return toReply(result);
};

/** A deployment sets what it does not use to nothing: an empty setting is none. */
const setting = (env: NodeJS.ProcessEnv, name: string): string | null => env[name]?.trim() || null;

/**
 * Answers one event. The role comes from the function's environment (VPC_PATH_AUDITOR_ROLE_NAME) or configuration: with
 * one the whole organization is scanned through it, without it this account alone.
 */
export const answer = async (
  event: ParsedResult<unknown, AuditEvent>,
  tools: Tools,
): Promise<Reply | ExplanationReply> => {
  if (!event.success) throw refusal(event.error);
  const config = await loadConfig(null, tools.env);
  const { scope, role } = config;
  const connection = await connect({
    roleName: setting(tools.env, 'VPC_PATH_AUDITOR_ROLE_NAME') ?? role.name,
    externalId: setting(tools.env, 'VPC_PATH_AUDITOR_EXTERNAL_ID') ?? role.externalId,
    scope,
  });
  try {
    if (event.data.action === 'scan') return await runScan(event.data, { connection, config }, tools);
    const { vpc, service, serviceRegion } = event.data;
    const explanation = await explain({
      source: connection.source,
      config,
      question: { vpc, service, serviceRegion },
      onProgress: logProgress(tools.logger),
    });
    return toExplanationReply(explanation);
  } finally {
    connection.close();
  }
};
