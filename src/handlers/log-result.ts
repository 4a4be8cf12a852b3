import type { Logger } from '@aws-lambda-powertools/logger';
import { gapsToTell } from '#model/gaps.ts';
import type { ScanResult } from '#model/result.ts';

/** Lines of each kind; the rest is counted, and the result in the store has all of it. */
const mostLines = 1_000;

/** What the operator looks for in the morning: each gap, each finding not published, and the numbers. */
export const logResult = (logger: Logger, result: ScanResult, apiCalls: number): void => {
  const { summary, exitReasons, coverage, publish } = result;
  const gaps = gapsToTell(coverage);
  const failures = publish?.failed ?? [];
  for (const suggestion of coverage.suggestions) logger.warn('denied everywhere by an SCP', { suggestion });
  for (const gap of gaps.slice(0, mostLines)) logger.warn('not read', { gap });
  for (const failure of failures.slice(0, mostLines)) logger.error('not published', { failure });
  const more = Math.max(0, gaps.length - mostLines) + Math.max(0, failures.length - mostLines);
  logger.info('audited', { summary, exitReasons, apiCalls, ...(more === 0 ? {} : { linesLeftOut: more }) });
};
