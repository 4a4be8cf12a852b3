import { request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { DescribeVpcEndpointsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { ListHostedZonesByVPCCommand, Route53Client } from '@aws-sdk/client-route-53';
import { GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { hub, member, snapshotOf } from '#test/builders/sandbox-snapshot.ts';
import { anyKeys } from './clients.ts';

let served: Awaited<ReturnType<typeof serveSandbox>>;
beforeEach(async () => {
  served = await serveSandbox(createSandbox({ snapshot: snapshotOf() }));
});
afterEach(() => served.close());

const config = () => ({ endpoint: served.url, region: 'us-west-2', credentials: anyKeys, maxAttempts: 1 });

describe('over HTTP, all services on one port', () => {
  it('EC2', async () => {
    const { VpcEndpoints } = await new EC2Client(config()).send(
      new DescribeVpcEndpointsCommand({ MaxResults: 5 }),
    );
    expect(VpcEndpoints).toHaveLength(5);
  });

  it('STS, with keys that work afterwards', async () => {
    const { Credentials } = await new STSClient(config()).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${member}:role/audit`, RoleSessionName: 'me' }),
    );
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const identity = await new STSClient({ ...config(), credentials }).send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe(member);
  });

  it('Organizations', async () => {
    const { Accounts } = await new OrganizationsClient(config()).send(new ListAccountsCommand({}));
    expect(Accounts?.[0]?.Id).toBe(hub);
  });

  it('Route 53', async () => {
    const { HostedZoneSummaries } = await new Route53Client(config()).send(
      new ListHostedZonesByVPCCommand({ VPCId: 'vpc-a', VPCRegion: 'us-west-2' }),
    );
    expect(HostedZoneSummaries).toHaveLength(2);
  });

  it('Security Hub, an error too', async () => {
    const client = new SecurityHubClient(config());
    expect((await client.send(new GetFindingsCommand({}))).Findings).toEqual([]);
    await expect(client.send(new GetFindingsCommand({ MaxResults: 101 }))).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });
});

describe('what is no AWS request', () => {
  it('unsigned is refused', async () => {
    const response = await fetch(`${served.url}/?Action=DescribeVpcs`);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationToken' });
  });

  it('another service is refused', async () => {
    const authorization =
      'AWS4-HMAC-SHA256 Credential=A/20261120/us-west-2/sqs/aws4_request, SignedHeaders=host, Signature=0';
    const response = await fetch(served.url, { headers: { authorization } });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('does not speak for the service sqs');
  });

  it('a body larger than any is refused unread', async () => {
    const status = await new Promise((resolve, reject) => {
      const sent = request(served.url, { method: 'POST', headers: { 'content-length': 9 * 1024 * 1024 } });
      sent.on('response', (response) => resolve(response.statusCode));
      sent.on('error', reject);
      sent.write('x');
    });
    expect(status).toBe(413);
  });

  it('a body that does not say how large it is, is cut off', async () => {
    const outcome = await new Promise((resolve) => {
      const sent = request(served.url, { method: 'POST' });
      sent.on('response', (response) => resolve(response.statusCode));
      sent.on('error', () => resolve('cut off'));
      for (let megabytes = 0; megabytes < 9; megabytes += 1) sent.write(Buffer.alloc(1024 * 1024));
    });
    expect([413, 'cut off']).toContain(outcome);
  });
});

it('listens on the loopback interface alone', () =>
  expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/));

it('a port that is taken is an error', async () => {
  const port = Number(new URL(served.url).port);
  const sandbox = createSandbox({ snapshot: snapshotOf() });
  await expect(serveSandbox(sandbox, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

it('a broken snapshot answers 500, and the server lives on', async () => {
  const snapshot = snapshotOf({
    Vpcs: [],
    VpcEndpoints: [{ VpcEndpointId: 'vpce-1', CreationTimestamp: 'never' }],
  });
  const broken = await serveSandbox(createSandbox({ snapshot }));
  const client = new EC2Client({ ...config(), endpoint: broken.url });
  for (const _ of [1, 2]) {
    await expect(client.send(new DescribeVpcEndpointsCommand({}))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 500 },
    });
  }
  await broken.close();
});

it('delays each response, and closes promptly with one under way and a connection kept alive', async () => {
  const slow = await serveSandbox(createSandbox({ snapshot: snapshotOf(), latencyMs: 80 }));
  const client = new EC2Client({ ...config(), endpoint: slow.url });
  const started = performance.now();
  await client.send(new DescribeVpcEndpointsCommand({}));
  expect(performance.now() - started).toBeGreaterThanOrEqual(75);
  const underWay = client.send(new DescribeVpcEndpointsCommand({})).catch(() => 'cut off');
  await new Promise((resolve) => setTimeout(resolve, 30));
  await slow.close();
  expect(await underWay).toBe('cut off');
});
