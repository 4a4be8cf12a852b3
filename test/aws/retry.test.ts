import { DescribeSubnetsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { isThrottlingError } from '@smithy/core/retry';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { attempt } from '#aws/attempt.ts';
import { failureOf } from '#aws/causes.ts';
import { createAws } from '#aws/clients.ts';
import { createRetryStrategy, type RetryOptions, retryDefaults } from '#aws/retry.ts';
import {
  ec2Error,
  ec2List,
  scriptedHandler,
  type Told,
  testCredentials,
} from '#test/builders/scripted-handler.ts';

const scope = { accountId: '111122223333', region: 'us-west-2' };
const vpcs = new DescribeVpcsCommand({});
const fine = ec2List('vpcSet');
const throttle = ec2Error('RequestLimitExceeded', 503);

const awsAnswering = (answer: (index: number) => Told, retry: RetryOptions = { maxWaitMs: 1 }) => {
  const events: string[] = [];
  const handler = scriptedHandler(() => answer(handler.asked.length - 1));
  const aws = createAws({
    requestHandler: handler,
    credentials: testCredentials,
    retry,
    onCall: (action, number) => events.push(`${action} ${number}`),
    onThrottled: (action) => events.push(`${action} throttled`),
  });
  return { aws, events, asked: handler.asked };
};

const waited = async (call: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await call();
  return performance.now() - start;
};

const waits = async (errorType: 'THROTTLING' | 'TRANSIENT', random: number): Promise<number[]> => {
  vi.spyOn(Math, 'random').mockReturnValue(random);
  vi.useFakeTimers();
  const strategy = createRetryStrategy({ ...retryDefaults, maxAttempts: 9 });
  let token = await strategy.acquireInitialRetryToken('');
  const told: number[] = [];
  for (let count = 0; count < 8; count += 1) {
    const next = strategy.refreshRetryTokenForRetry(token, { errorType });
    const start = Date.now();
    await vi.runAllTimersAsync();
    token = await next;
    told.push(Date.now() - start);
  }
  vi.useRealTimers();
  return told;
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a call that fails', () => {
  it('is told attempt by attempt, and when AWS throttled it', async () => {
    const { aws, events } = awsAnswering((index) => (index === 0 ? throttle : fine));
    await aws.ec2(scope).send(vpcs);
    await aws.ec2(scope).send(vpcs);
    expect(events).toEqual([
      'ec2:DescribeVpcs 1',
      'ec2:DescribeVpcs throttled',
      'ec2:DescribeVpcs 2',
      'ec2:DescribeVpcs 1',
    ]);
  });

  it.each([
    ['throttled', throttle, 5],
    ['a fault of AWS', ec2Error('InternalError', 500), 5],
    ['a page of a load balancer', { status: 503, body: '<html><body>busy' }, 5],
    ['denied', ec2Error('UnauthorizedOperation', 403), 1],
    ['a bad request', ec2Error('InvalidParameterValue', 400), 1],
  ])('%s: sent so often', async (_, told, attempts) => {
    const { aws, asked } = awsAnswering(() => told);
    expect(await attempt(() => aws.ec2(scope).send(vpcs))).toMatchObject({ ok: false });
    expect(asked).toHaveLength(attempts);
  });

  it('takes its turn before it is signed, so that a wait makes no signature old', () => {
    const order = awsAnswering(() => fine)
      .aws.ec2(scope)
      .middlewareStack.identify()
      .map((name) => name.split(':')[0]?.split(' ')[0]);
    const [retry, turn, sign] = ['retryMiddleware', 'eachAttempt', 'httpSigningMiddleware'].map((name) =>
      order.indexOf(name),
    );
    expect([retry, turn, sign]).toEqual([retry, (retry ?? 0) + 1, (retry ?? 0) + 2]);
  });

  it('makes the others of its action wait, and nobody else', async () => {
    const { aws } = awsAnswering((index) => (index === 0 ? throttle : fine), { maxAttempts: 1 });
    await attempt(() => aws.ec2(scope).send(vpcs));
    const elsewhere = { ...scope, region: 'eu-west-1' };
    const [same, otherAction, otherRegion] = await Promise.all([
      waited(() => aws.ec2(scope).send(vpcs)),
      waited(() => aws.ec2(scope).send(new DescribeSubnetsCommand({}))),
      waited(() => aws.ec2(elsewhere).send(vpcs)),
    ]);
    expect(same).toBeGreaterThan(30);
    expect(Math.max(otherAction, otherRegion)).toBeLessThan(same);
  });
});

describe('createRetryStrategy', () => {
  it.each([
    ['TRANSIENT', 0.5, [50, 100, 200, 400, 800, 1600, 3200, 6400]],
    ['THROTTLING', 0.5, [500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]],
    ['TRANSIENT', 0, [0, 0, 0, 0, 0, 0, 0, 0]],
  ] as const)('%s, drawn at %d: doubles up to its bound', async (errorType, random, expected) => {
    expect(await waits(errorType, random)).toEqual(expected);
  });
});

it.each([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
])('%s is throttled to the SDK’s retries and to us', (name) => {
  const error = Object.assign(new Error('slow'), { name, $fault: 'client' as const, $metadata: {} });
  expect(isThrottlingError(error as never)).toBe(true);
  expect(failureOf(error).cause).toBe('throttled');
});
