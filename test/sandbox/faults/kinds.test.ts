import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { describe, expect, it } from 'vitest';
import { type FaultKind, faultKinds } from '#sandbox/faults/kinds.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { snapshotOf } from '#test/builders/sandbox-snapshot.ts';
import { anyKeys } from '../clients.ts';
import { type Config, calls, faulty, patienceMs, region, type Service } from './faulty.ts';

/** What a client that tries once sees: the answer, or the error as far as a program can tell it. */
const seen = async (call: (config: Config) => Promise<object>, config: Partial<Config>): Promise<object> => {
  try {
    const { $metadata: _, ...answer } = (await call({
      region,
      credentials: anyKeys,
      maxAttempts: 1,
      ...config,
    })) as Record<string, unknown>;
    return answer;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { name, code, $metadata } = error as Error & {
      code?: string;
      $metadata?: { httpStatusCode?: number };
    };
    return { name, code, status: $metadata?.httpStatusCode };
  }
};

const inProcess = (fault: FaultKind, service: Service): Promise<object> =>
  seen(calls[service], { requestHandler: faulty(fault).requestHandler });

const overSocket = async (fault: FaultKind, service: Service): Promise<object> => {
  const server = await serveSandbox(faulty(fault));
  const requestHandler = new NodeHttpHandler({ requestTimeout: patienceMs, throwOnRequestTimeout: true });
  const told = await seen(calls[service], { endpoint: server.url, requestHandler });
  requestHandler.destroy();
  await server.close();
  return told;
};

/** The codes that each service has for what it refuses. */
const refusals: Record<Service, Partial<Record<FaultKind, [name: string, status: number]>>> = {
  ec2: {
    throttling: ['RequestLimitExceeded', 503],
    'internal-error': ['InternalError', 500],
    unavailable: ['Unavailable', 503],
    'access-denied': ['UnauthorizedOperation', 403],
    'scp-denied': ['UnauthorizedOperation', 403],
    'expired-token': ['RequestExpired', 400],
  },
  sts: {
    throttling: ['Throttling', 400],
    'internal-error': ['InternalFailure', 500],
    unavailable: ['ServiceUnavailable', 503],
    'access-denied': ['AccessDenied', 403],
    'scp-denied': ['AccessDenied', 403],
    'expired-token': ['ExpiredToken', 403],
  },
  organizations: {
    throttling: ['TooManyRequestsException', 400],
    'internal-error': ['ServiceException', 500],
    unavailable: ['ServiceUnavailable', 503],
    'access-denied': ['AccessDeniedException', 403],
    'scp-denied': ['AccessDeniedException', 403],
    'expired-token': ['ExpiredTokenException', 400],
  },
  securityhub: {
    throttling: ['TooManyRequestsException', 429],
    'internal-error': ['InternalException', 500],
    unavailable: ['ServiceUnavailable', 503],
    'access-denied': ['AccessDeniedException', 403],
    'scp-denied': ['AccessDeniedException', 403],
    'expired-token': ['ExpiredTokenException', 403],
  },
  route53: {
    throttling: ['Throttling', 400],
    'internal-error': ['InternalFailure', 500],
    unavailable: ['ServiceUnavailable', 503],
    'access-denied': ['AccessDenied', 403],
    'scp-denied': ['AccessDenied', 403],
    'expired-token': ['ExpiredToken', 403],
  },
};
const services = Object.keys(calls) as Service[];

describe('what a service refuses, it refuses under its own code', () => {
  it.each(
    services.flatMap((service) =>
      Object.entries(refusals[service]).map(
        ([fault, [name, status]]) => [service, fault as FaultKind, { name, status }] as const,
      ),
    ),
  )('%s: %s', async (service, fault, expected) => {
    expect(await inProcess(fault, service)).toMatchObject(expected);
  });
});

describe('on the way', () => {
  it.each<[FaultKind, object]>([
    ['connection-reset', { name: 'TimeoutError', code: 'ECONNRESET', status: undefined }],
    ['hang', { name: 'TimeoutError', code: 'ETIMEDOUT', status: undefined }],
    ['truncated-body', { code: 'ECONNRESET' }],
    ['html-error', { status: 503 }],
  ])('%s', async (fault, expected) => {
    for (const service of services) expect(await inProcess(fault, service)).toMatchObject(expected);
  });
});

/** What AssumeRole answers holds keys of its own each time. */
const happensTo = (fault: FaultKind, service: Service): boolean =>
  fault !== 'failed-findings' && !(fault === 'bad-next-token' && service === 'sts');

describe('a client cannot tell the request handler from a socket', () => {
  const cases = faultKinds.flatMap((fault) =>
    services.filter((service) => happensTo(fault, service)).map((service) => [fault, service] as const),
  );
  it.each(cases)('%s, %s', async (fault, service) => {
    expect(await inProcess(fault, service)).toEqual(await overSocket(fault, service));
  });
});

describe('the request handler', () => {
  it('ends a hang when the caller gives up', async () => {
    const { requestHandler } = createSandbox({
      snapshot: snapshotOf(),
      faults: { seed: 1, rules: [{ fault: 'hang' }] },
    });
    const client = new EC2Client({ region, credentials: anyKeys, requestHandler, maxAttempts: 1 });
    const abortSignal = AbortSignal.timeout(30);
    await expect(client.send(new DescribeRegionsCommand({}), { abortSignal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('loses patience with an answer that is slow', async () => {
    const { requestHandler } = createSandbox({
      snapshot: snapshotOf(),
      latencyMs: 500,
      requestTimeoutMs: 30,
    });
    const client = new EC2Client({ region, credentials: anyKeys, requestHandler, maxAttempts: 1 });
    await expect(client.send(new DescribeRegionsCommand({}))).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });
});

it('a hang over a socket ends with the server', async () => {
  const server = await serveSandbox(faulty('hang'));
  const underWay = seen(calls.ec2, { endpoint: server.url });
  setTimeout(() => void server.close(), 50);
  expect(await underWay).toMatchObject({ code: 'ECONNRESET' });
});
