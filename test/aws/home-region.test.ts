import { afterEach, expect, it, vi } from 'vitest';
import { findHomeRegion } from '#aws/home-region.ts';

afterEach(() => vi.unstubAllEnvs());

it.each([
  ['eu-west-1', 'eu-north-1', 'eu-west-1'],
  [undefined, 'eu-north-1', 'eu-north-1'],
  ['', '', 'us-east-1'],
  [undefined, undefined, 'us-east-1'],
])('AWS_REGION %o and AWS_DEFAULT_REGION %o: %s', async (region, defaultRegion, expected) => {
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  vi.stubEnv('AWS_REGION', region);
  vi.stubEnv('AWS_DEFAULT_REGION', defaultRegion);
  expect(await findHomeRegion()).toBe(expected);
});
