import type { Logger } from '@aws-lambda-powertools/logger';

/** What was found is published by now: what cannot be made of it, or kept, is told and ends no run. Answers whether it was kept. */
export const keep = async (logger: Logger, keeping: Promise<void>): Promise<boolean> => {
  try {
    await keeping;
    return true;
  } catch (error) {
    logger.error('the run was not kept whole', { error });
    return false;
  }
};
