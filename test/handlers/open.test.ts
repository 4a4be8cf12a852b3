import { clearCaches } from '@aws-lambda-powertools/parameters';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InputError } from '#app/input-error.ts';
import { open } from '#handlers/open.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { emptyOrganization } from '#test/builders/organization-run.ts';

const name = '/vpc-path-auditor/config';

let server: Awaited<ReturnType<typeof serveSandbox>> | undefined;

const serve = async (text: string | null): Promise<void> => {
  const snapshot = emptyOrganization(['111111111111'], ['us-west-2']);
  const parameters = new Map(text === null ? [] : [[name, text]]);
  server = await serveSandbox(createSandbox({ snapshot, parameters }));
  vi.stubEnv('AWS_ENDPOINT_URL', server.url);
};

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'us-west-2');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('VPC_PATH_AUDITOR_CONFIG_PARAMETER', name);
  clearCaches();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
});

describe('the configuration in an SSM parameter', () => {
  it('is the one that is used', async () => {
    await serve('{"refreshAfterDays": 40, "scope": {"regions": ["us-west-2"]}}');
    const { config, connection, store } = await open(process.env);
    connection.close();
    expect([config.refreshAfterDays, config.scope.regions, store]).toEqual([40, ['us-west-2'], null]);
  });

  it.each([
    ['not there', null, /SSM parameter \/vpc-path-auditor\/config: cannot be read \(.*ParameterNotFound/],
    ['no JSON', '{', /SSM parameter \/vpc-path-auditor\/config: not JSON/],
    ['of an unknown key', '{"a": 1}', /SSM parameter \/vpc-path-auditor\/config: unknown key "a"/],
  ])('that is %s is refused, naming it', async (_, text, message) => {
    await serve(text);
    await expect(open(process.env)).rejects.toThrow(InputError);
    clearCaches();
    await expect(open(process.env)).rejects.toThrow(message);
  });
});
