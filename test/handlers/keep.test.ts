import { Logger } from '@aws-lambda-powertools/logger';
import { afterEach, expect, it, vi } from 'vitest';
import { StoreError } from '#app/store/store.ts';
import { keep } from '#handlers/keep.ts';
import type { Reply } from '#handlers/reply.ts';
import { context, openLane } from './distributed.ts';

afterEach(() => vi.restoreAllMocks());

it.each([new StoreError('the bucket is gone'), new RangeError('Invalid string length')])(
  'a report that ends in %o is told, and ends no run',
  async (error) => {
    const failing = async (): Promise<void> => {
      throw error;
    };
    const logger = new Logger({ logLevel: 'ERROR' });
    const told = vi.spyOn(logger, 'error').mockImplementation(() => {});
    expect(await keep(logger, failing())).toBe(false);
    expect(told).toHaveBeenCalledExactlyOnceWith('the run was not kept whole', { error });
  },
);

it.each<[string, (folder: string) => string, unknown]>([
  ['takes it', (folder) => folder, expect.any(String)],
  ['does not', () => '/proc/none', null],
])('the reply of an audit names its run where the store %s', async (_, storeOf, runId) => {
  const lane = await openLane();
  vi.stubEnv('VPC_PATH_AUDITOR_STORE', storeOf(lane.folder));
  const { handler } = await import('#handlers/audit.ts');
  const audit = handler as unknown as (event: object, context: object) => Promise<Reply>;
  expect((await audit({ publish: false }, context())).runId).toEqual(runId);
  await lane.close();
  vi.unstubAllEnvs();
});
