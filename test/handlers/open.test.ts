import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { InputError } from '#app/input-error.ts';
import { readConfigParameter } from '#handlers/config-parameter.ts';
import { open } from '#handlers/open.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { emptyOrganization } from '#test/builders/organization-run.ts';

const parameters = new Map([
  ['/good', '{"refreshAfterDays": 40, "scope": {"regions": ["us-west-2"]}}'],
  ['/no-json', '{'],
  ['/unknown-key', '{"a": 1}'],
]);

let server: Awaited<ReturnType<typeof serveSandbox>> | undefined;

// One server for all: Powertools keeps the client it made first.
beforeAll(async () => {
  const snapshot = emptyOrganization(['111111111111'], ['us-west-2']);
  server = await serveSandbox(createSandbox({ snapshot, parameters }));
  vi.stubEnv('AWS_ENDPOINT_URL', server.url);
  vi.stubEnv('AWS_REGION', 'us-west-2');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server?.close();
});

const opening = async (name: string) => {
  const env = { ...process.env, VPC_PATH_AUDITOR_CONFIG_PARAMETER: name };
  return open(env, await readConfigParameter(env));
};

describe('the configuration in an SSM parameter', () => {
  it('is the one that is used', async () => {
    const { config, connection, store } = await opening('/good');
    connection.close();
    expect([config.refreshAfterDays, config.scope.regions, store]).toEqual([40, ['us-west-2'], null]);
  });

  it.each([
    ['/gone', /^SSM parameter \/gone: cannot be read \(/],
    ['/no-json', /^SSM parameter \/no-json: not JSON/],
    ['/unknown-key', /^SSM parameter \/unknown-key: unknown key "a"/],
  ])('%s is refused, naming it', async (name, message) => {
    const opened = opening(name);
    await expect(opened).rejects.toThrow(InputError);
    await expect(opened).rejects.toThrow(message);
  });
});
