import { Logger } from '@aws-lambda-powertools/logger';
import { afterEach, expect, it, vi } from 'vitest';
import { StoreError } from '#app/store/store.ts';
import { keep } from '#handlers/keep.ts';

afterEach(() => vi.restoreAllMocks());

it.each([new StoreError('the bucket is gone'), new RangeError('Invalid string length')])(
  'a report that ends in %o is told, and ends no run',
  async (error) => {
    const failing = async (): Promise<void> => {
      throw error;
    };
    const logger = new Logger({ logLevel: 'ERROR' });
    const told = vi.spyOn(logger, 'error').mockImplementation(() => {});
    await keep(logger, failing());
    expect(told).toHaveBeenCalledExactlyOnceWith('the report was not kept', { error });
  },
);
