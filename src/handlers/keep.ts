import type { Logger } from '@aws-lambda-powertools/logger';
import { StoreError } from '#app/store/store.ts';

/** What was found is published by now: a store that does not take what is kept of it is told, and ends no run. */
export const keep = async (logger: Logger, keeping: Promise<void>): Promise<void> => {
  try {
    await keeping;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    logger.error('the report was not kept', { error: error.message });
  }
};
