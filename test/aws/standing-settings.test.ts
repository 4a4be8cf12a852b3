import { afterEach, expect, it, vi } from 'vitest';
import { createAws } from '#aws/clients.ts';
import { whoAmI } from '#aws/identity.ts';
import { scriptedHandler, testCredentials } from '#test/builders/scripted-handler.ts';

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
