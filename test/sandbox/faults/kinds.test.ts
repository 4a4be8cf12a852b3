import { DescribeRegionsCommand, DescribeVpcEndpointsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { ListHostedZonesByVPCCommand, Route53Client } from '@aws-sdk/client-route-53';
import {
  BatchImportFindingsCommand,
  GetFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { HttpHandler } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { describe, expect, it } from 'vitest';
import { type FaultKind, faultKinds } from '#sandbox/faults/kinds.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { hub, member, snapshotOf } from '#test/builders/sandbox-snapshot.ts';
import { anyKeys, type Keys } from '../clients.ts';

const region = 'us-west-2';
const patienceMs = 150;

/** What the clients' configurations have in common. */
type Config = {
  region: string;
  credentials: Keys;
  maxAttempts: number;
  endpoint?: string;
  requestHandler?: HttpHandler;
};

const calls = {
  ec2: (config: Config) => new EC2Client(config).send(new DescribeVpcEndpointsCommand({ MaxResults: 1000 })),
  sts: (config: Config) =>
    new STSClient(config).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${member}:role/audit`, RoleSessionName: 'me' }),
    ),
  organizations: (config: Config) => new OrganizationsClient(config).send(new ListAccountsCommand({})),
  securityhub: (config: Config) => new SecurityHubClient(config).send(new GetFindingsCommand({})),
  route53: (config: Config) =>
    new Route53Client(config).send(new ListHostedZonesByVPCCommand({ VPCId: 'vpc-a', VPCRegion: region })),
};
type Service = keyof typeof calls;

const faulty = (fault: FaultKind): Sandbox =>
  createSandbox({
    snapshot: snapshotOf(),
    requestTimeoutMs: patienceMs,
    faults: { seed: 1, rules: [{ fault }] },
  });

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

describe('the words of a denial', () => {
  it.each<[FaultKind, Service, string]>([
    [
      'scp-denied',
      'ec2',
      `You are not authorized to perform this operation. User: arn:aws:iam::${hub}:user/sandbox is not authorized to perform: ec2:DescribeVpcEndpoints with an explicit deny in a service control policy`,
    ],
    [
      'access-denied',
      'sts',
      `User: arn:aws:iam::${hub}:user/sandbox is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${member}:role/audit`,
    ],
    [
      'scp-denied',
      'securityhub',
      `User: arn:aws:iam::${hub}:user/sandbox is not authorized to perform: securityhub:GetFindings on resource: * with an explicit deny in a service control policy`,
    ],
  ])('%s, %s', async (fault, service, message) => {
    const { requestHandler } = faulty(fault);
    const call = calls[service]({ region, credentials: anyKeys, maxAttempts: 1, requestHandler });
    await expect(call).rejects.toMatchObject({ message });
  });
});

describe('a bad token', () => {
  it('comes with a good page, and is refused when it is sent', async () => {
    const { requestHandler } = faulty('bad-next-token');
    const client = new EC2Client({ region, credentials: anyKeys, maxAttempts: 1, requestHandler });
    const page = await client.send(new DescribeVpcEndpointsCommand({ MaxResults: 1000 }));
    expect(page.VpcEndpoints).toHaveLength(7);
    const { NextToken } = page;
    await expect(
      client.send(new DescribeVpcEndpointsCommand({ MaxResults: 1000, NextToken })),
    ).rejects.toMatchObject({ name: 'InvalidNextToken' });
  });
});

const finding = (id: number) => ({
  SchemaVersion: '2018-10-08',
  Id: `finding/${id}`,
  ProductArn: `arn:aws:securityhub:${region}:${hub}:product/${hub}/default`,
  GeneratorId: 'test',
  AwsAccountId: hub,
  CreatedAt: '2026-11-22T00:00:00Z',
  UpdatedAt: '2026-11-22T00:00:00Z',
  Title: 'title',
  Description: 'description',
  Types: ['Software and Configuration Checks'],
  Severity: { Label: 'LOW' as const },
  Resources: [{ Type: 'Other', Id: 'resource' }],
});

describe('an import that is not whole', () => {
  it.each([1, 2, 50])('of %i findings: those it names are not held, the others are', async (count) => {
    const sandbox = faulty('failed-findings');
    const client = new SecurityHubClient({
      region,
      credentials: anyKeys,
      maxAttempts: 1,
      requestHandler: sandbox.requestHandler,
    });
    const Findings = Array.from({ length: count }, (_, index) => finding(index));
    const answer = await client.send(new BatchImportFindingsCommand({ Findings }));
    const refused = new Set(answer.FailedFindings?.map(({ Id }) => Id));
    expect(refused.size).toBeGreaterThan(0);
    expect(answer).toMatchObject({ FailedCount: refused.size, SuccessCount: count - refused.size });
    const held = sandbox.findings().map(({ Id }) => Id);
    const taken = Findings.map(({ Id }) => Id).filter((Id) => !refused.has(Id));
    expect(new Set(held)).toEqual(new Set(taken));
  });
});

it('keeps count of what it did, and of every secret it gave', async () => {
  const sandbox = faulty('bad-next-token');
  const { Credentials } = await calls.sts({
    region,
    credentials: anyKeys,
    maxAttempts: 1,
    requestHandler: sandbox.requestHandler,
  });
  await calls.ec2({ region, credentials: anyKeys, maxAttempts: 1, requestHandler: sandbox.requestHandler });
  expect(sandbox.injected()).toEqual([
    {
      fault: 'bad-next-token',
      scope: { accountId: hub, region },
      action: 'ec2:DescribeVpcEndpoints',
      count: 1,
    },
  ]);
  expect(sandbox.secrets()).toEqual([Credentials?.SecretAccessKey, Credentials?.SessionToken]);
  sandbox.replaceFaults(null);
  expect(sandbox.injected()).toEqual([]);
});
