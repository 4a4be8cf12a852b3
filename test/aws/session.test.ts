import { DescribeVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Role, RoleSession } from '#aws/assume-role.ts';
import { attempt } from '#aws/attempt.ts';
import { createAws } from '#aws/clients.ts';
import { sharedSession } from '#aws/session.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { hub, member, snapshotOf } from '#test/builders/sandbox-snapshot.ts';
import { ec2List, scriptedHandler, type Told, testCredentials } from '#test/builders/scripted-handler.ts';

const minutes = (count: number): number => count * 60_000;
const endpoints = new DescribeVpcEndpointsCommand({});
const role: Role = { roleName: 'auditor', callerAccountId: hub, region: 'us-west-2' };

const opener = (lasts: () => number) => {
  let opened = 0;
  const open = async (): Promise<RoleSession> => {
    opened += 1;
    await Promise.resolve();
    const ms = lasts();
    if (ms <= 0) throw new Error('refused');
    return { accessKeyId: `key ${opened}`, secretAccessKey: 's', expiration: new Date(Date.now() + ms) };
  };
  return { session: sharedSession(open), opened: () => opened };
};

const session = (fields: string): Told => ({
  body: `<AssumeRoleResponse><AssumeRoleResult><Credentials>${fields}</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
});
const whole = session(
  `<AccessKeyId>ASIAOTHER</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${new Date(Date.now() + minutes(60)).toISOString()}</Expiration>`,
);
const askWith = async (told: Role, answer: Told) => {
  const handler = scriptedHandler(({ action }) =>
    action === 'AssumeRole' ? answer : ec2List('vpcEndpointSet'),
  );
  const aws = createAws({ requestHandler: handler, credentials: testCredentials }).assuming(told);
  const scope = { accountId: member, region: told.region };
  return { outcome: await attempt(() => aws.ec2(scope).send(endpoints)), asked: handler.asked[0] };
};

describe('sharedSession', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is opened once for all that ask at once, and for an hour less five minutes', async () => {
    const { session, opened } = opener(() => minutes(60));
    const keys = await Promise.all(Array.from({ length: 20 }, () => session()));
    expect(new Set(keys.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['key 1']));
    vi.advanceTimersByTime(minutes(55) - 1);
    expect(await session()).toMatchObject({ accessKeyId: 'key 1' });
    vi.advanceTimersByTime(1);
    expect(await Promise.all([session(), session()])).toMatchObject([
      { accessKeyId: 'key 2' },
      { accessKeyId: 'key 2' },
    ]);
    expect(opened()).toBe(2);
  });

  it('is kept for a minute though it seems to be over, as it does to a clock that is ahead', async () => {
    const { session, opened } = opener(() => minutes(1));
    await session();
    vi.advanceTimersByTime(minutes(1) - 1);
    await session();
    expect(opened()).toBe(1);
    vi.advanceTimersByTime(1);
    await session();
    expect(opened()).toBe(2);
  });

  it('remembers a refusal for a minute', async () => {
    let lasts = 0;
    const { session, opened } = opener(() => lasts);
    for (let read = 0; read < 17 * 8; read += 1) await expect(session()).rejects.toThrow('refused');
    expect(opened()).toBe(1);
    lasts = minutes(60);
    vi.advanceTimersByTime(minutes(1));
    expect(await session()).toMatchObject({ accessKeyId: 'key 2' });
  });
});

describe('the role', () => {
  it('is assumed once for twenty scopes of an account at once, and again for another account', async () => {
    const sandbox = createSandbox({ snapshot: snapshotOf(), latencyMs: 5 });
    const aws = createAws({ requestHandler: sandbox.requestHandler, credentials: testCredentials }).assuming(
      role,
    );
    const regions = Array.from({ length: 20 }, (_, index) =>
      index === 0 ? 'us-west-2' : `eu-west-${index}`,
    );
    await Promise.all(
      regions.map((region) => attempt(() => aws.ec2({ accountId: member, region }).send(endpoints))),
    );
    expect(sandbox.calls()).toMatchObject({ 'sts:AssumeRole': 1, 'ec2:DescribeVpcEndpoints': 20 });
    await aws.ec2({ accountId: hub, region: 'us-west-2' }).send(endpoints);
    expect(sandbox.calls()['sts:AssumeRole']).toBe(1);
  });

  it('is assumed again before the session ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const sandbox = createSandbox({ snapshot: snapshotOf() });
    const aws = createAws({ requestHandler: sandbox.requestHandler, credentials: testCredentials }).assuming(
      role,
    );
    const keysAfter = async (ms: number): Promise<number | undefined> => {
      vi.advanceTimersByTime(ms);
      await aws.ec2({ accountId: member, region: 'us-west-2' }).send(endpoints);
      return sandbox.calls()['sts:AssumeRole'];
    };
    expect(await keysAfter(0)).toBe(1);
    expect(await keysAfter(minutes(54))).toBe(1);
    expect(await keysAfter(minutes(2))).toBe(2);
    expect(await keysAfter(minutes(10))).toBe(2);
  });

  it('refused is one call for all Regions and reads of the account, each told why', async () => {
    const sandbox = createSandbox({ snapshot: snapshotOf() });
    const aws = createAws({ requestHandler: sandbox.requestHandler, credentials: testCredentials }).assuming(
      role,
    );
    const suspended = '333333333333';
    const reads = Array.from({ length: 17 * 8 }, (_, index) => ({
      accountId: suspended,
      region: `eu-west-${index % 17}`,
    }));
    const outcomes = await Promise.all(reads.map((scope) => attempt(() => aws.ec2(scope).send(endpoints))));
    expect(outcomes).toEqual(
      reads.map(() => ({
        ok: false,
        failure: expect.objectContaining({
          cause: 'access-denied',
          by: 'role-missing',
          code: 'AccessDenied',
        }),
      })),
    );
    expect(sandbox.calls()).toEqual({ 'sts:AssumeRole': 1 });
  });

  it.each([
    ['us-east-1', 'aws', 'sts.us-east-1.amazonaws.com'],
    ['ap-northeast-1', 'aws', 'sts.ap-northeast-1.amazonaws.com'],
    ['cn-north-1', 'aws-cn', 'sts.cn-north-1.amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'sts.us-gov-west-1.amazonaws.com'],
    ['eusc-de-east-1', 'aws-eusc', 'sts.eusc-de-east-1.amazonaws.eu'],
  ])('is of the partition of %s, and asked of its Regional STS', async (region, partition, hostname) => {
    const { outcome, asked } = await askWith({ ...role, region }, whole);
    expect(outcome.ok).toBe(true);
    expect(asked?.request.hostname).toBe(hostname);
    expect(asked?.fields.get('RoleArn')).toBe(`arn:${partition}:iam::${member}:role/auditor`);
  });

  it('carries the external ID and the session name that it was given', async () => {
    const { asked } = await askWith({ ...role, externalId: 'shared', sessionName: 'nightly' }, whole);
    expect(Object.fromEntries(asked?.fields ?? [])).toMatchObject({
      ExternalId: 'shared',
      RoleSessionName: 'nightly',
    });
    const { asked: plain } = await askWith(role, whole);
    expect(plain?.fields.has('ExternalId')).toBe(false);
  });

  it.each([
    ['nothing', { body: '' }],
    ['no token', session('<AccessKeyId>ASIAOTHER</AccessKeyId><SecretAccessKey>s</SecretAccessKey>')],
    [
      'no end',
      session(
        '<AccessKeyId>ASIAOTHER</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>',
      ),
    ],
  ])('answered with %s is malformed, and quotes no key', async (_, answer) => {
    expect((await askWith(role, answer)).outcome).toEqual({
      ok: false,
      failure: {
        cause: 'malformed-response',
        code: null,
        message: 'AssumeRole: the answer has no whole session',
      },
    });
  });
});
