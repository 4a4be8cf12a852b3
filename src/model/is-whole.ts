import * as z from 'zod/mini';

/**
 * Refuses a file that holds a `NextToken`. The AWS CLI leaves one where it was told to stop early (`--max-items`,
 * `--no-paginate`): part of a list must not pass for the whole.
 */
export const isWhole = z.refine<{ [key: string]: unknown }>(
  ({ NextToken }) => NextToken === undefined || NextToken === null,
  {
    path: ['NextToken'],
    error: 'a list of this file was cut short: read it to its end',
  },
);
