import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { afterEach, expect, it, vi } from 'vitest';
import { createAws } from '#aws/clients.ts';
import { whoAmI } from '#aws/identity.ts';
import { ec2List, scriptedHandler, testCredentials } from '#test/builders/scripted-handler.ts';

afterEach(() => vi.unstubAllEnvs());

/** The host that a client asks in the environment as it is. */
const hostAsked = async (): Promise<string | undefined> => {
  const hosts: string[] = [];
  const handler = scriptedHandler(({ request }) => {
    hosts.push(request.hostname);
    return { status: 400, body: '' };
  });
  const aws = createAws({ requestHandler: handler, credentials: testCredentials, retry: { maxAttempts: 1 } });
  await whoAmI(aws, 'us-west-2');
  return hosts[0];
};

it.each([
  ['nothing', {}, 'sts.us-west-2.amazonaws.com'],
  ['AWS_USE_FIPS_ENDPOINT', { AWS_USE_FIPS_ENDPOINT: 'true' }, 'sts-fips.us-west-2.amazonaws.com'],
  ['AWS_USE_DUALSTACK_ENDPOINT', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'sts.us-west-2.api.aws'],
  ['AWS_ENDPOINT_URL', { AWS_ENDPOINT_URL: 'http://somewhere.test:1' }, 'somewhere.test'],
])('what all clients share still follows the environment: %s', async (_, env, host) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  expect(await hostAsked()).toBe(host);
});

it('an endpoint that is configured for one service holds for all clients of it, and for no other', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_EC2', 'http://ec2.test:1');
  const handler = scriptedHandler(() => ec2List('vpcSet'));
  const aws = createAws({ requestHandler: handler, credentials: testCredentials });
  for (const region of ['us-west-2', 'eu-west-1']) {
    await aws.ec2({ accountId: '111122223333', region }).send(new DescribeVpcsCommand({}));
  }
  await whoAmI(aws, 'us-west-2');
  expect(handler.asked.map(({ request }) => request.hostname)).toEqual([
    'ec2.test',
    'ec2.test',
    'sts.us-west-2.amazonaws.com',
  ]);
});

it('each Region is asked at its own endpoint where none is configured', async () => {
  const handler = scriptedHandler(() => ec2List('vpcSet'));
  const aws = createAws({ requestHandler: handler, credentials: testCredentials });
  const regions = ['us-west-2', 'eu-west-1'];
  for (const region of regions) {
    await aws.ec2({ accountId: '111122223333', region }).send(new DescribeVpcsCommand({}));
  }
  expect(handler.asked.map(({ request }) => request.hostname)).toEqual(
    regions.map((region) => `ec2.${region}.amazonaws.com`),
  );
});
