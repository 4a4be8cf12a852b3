import type { Logger } from '@aws-lambda-powertools/logger';

/** What was found is published by now: a report that cannot be made, or kept, is told and ends no run. */
export const keep = async (logger: Logger, keeping: Promise<void>): Promise<void> => {
  try {
    await keeping;
  } catch (error) {
    logger.error('the report was not kept', { error });
  }
};
