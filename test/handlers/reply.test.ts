import { describe, expect, it } from 'vitest';
import { toOption } from '#app/explain/to-option.ts';
import { toExplanationReply, toReply } from '#handlers/reply.ts';
import type { ScopeCoverage } from '#model/coverage.ts';
import type { PublishFailure } from '#model/result.ts';
import { aResult } from '#test/builders/result.ts';

const lambdaLimit = 6 * 1024 * 1024;
const bytesOf = (answer: object): number => Buffer.byteLength(JSON.stringify(answer));
const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

const scope: ScopeCoverage = {
  accountId: '111111111111',
  region: 'us-west-2',
  status: 'failed',
  because: null,
  reads: many(14, {
    operation: 'DescribeVpcEndpoints',
    status: 'failed',
    cause: 'access-denied',
    by: 'policy',
    code: 'UnauthorizedOperation',
    message: 'é'.repeat(300),
  }),
};
const failure: PublishFailure = {
  accountId: '111111111111',
  region: 'us-west-2',
  findingId: 'x'.repeat(512),
  cause: 'throttled',
  by: null,
  code: 'LimitExceededException',
  message: 'é'.repeat(300),
};
const publish = {
  created: 1,
  updated: 2,
  refreshed: 3,
  archived: 4,
  kept: 5,
  orphaned: 6,
  unpublished: [],
  notices: [],
  failed: [failure],
};

describe('the reply to a scan', () => {
  it('is whole when it fits', () => {
    const result = aResult({ publish });
    expect(toReply(result, null)).toEqual({ ...result, truncated: false, runId: null });
  });

  it.each([
    ['scopes', aResult({ coverage: { complete: false, scopes: many(2000, scope), suggestions: [] } })],
    ['failures', aResult({ publish: { ...publish, failed: many(10_000, failure) } })],
  ])('is within what Lambda takes however many %s there are, its summary whole', (_, result) => {
    expect(bytesOf(result)).toBeGreaterThan(lambdaLimit);
    const reply = toReply(result, 'run');
    expect(bytesOf(reply)).toBeLessThan(lambdaLimit);
    expect(reply).toMatchObject({
      truncated: true,
      runId: 'run',
      summary: result.summary,
      exitReasons: result.exitReasons,
    });
    expect(reply.coverage.complete).toBe(result.coverage.complete);
  });

  it('still names failures when it is cut', () => {
    const result = aResult({ publish: { ...publish, failed: many(10_000, failure) } });
    const { publish: told } = toReply(result, null);
    expect(told).toEqual({ ...publish, failed: many(100, failure) });
  });
});

describe('the reply to explain', () => {
  const question = {
    vpcId: 'vpc-1',
    accountId: '111111111111',
    region: 'ap-northeast-1',
    service: 'bedrock-runtime',
    serviceName: 'com.amazonaws.us-west-2.bedrock-runtime',
    serviceRegion: 'us-west-2',
  };
  it.each([
    [3, false],
    [2000, true],
  ])('of %i scopes is within what Lambda takes; truncated: %s', (count, truncated) => {
    const options = [toOption('cross-region-endpoint', 'no', 'AWS does not offer it.')];
    const coverage = { complete: false, scopes: many(count, scope), suggestions: [] };
    const reply = toExplanationReply({
      schemaVersion: 1,
      tool: { name: 'vpc-path-auditor', version: '0.0.0' },
      input: 'live',
      question,
      answer: 'no',
      headline: 'No.',
      options,
      notAssessed: [],
      coverage,
    });
    expect(bytesOf(reply)).toBeLessThan(lambdaLimit);
    expect(reply).toMatchObject({ question, options, truncated, coverage: { complete: false } });
    expect(reply.coverage.scopes).toHaveLength(truncated ? 0 : count);
  });
});
