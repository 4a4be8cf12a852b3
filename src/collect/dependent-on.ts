import { type ReadCoverage, unread } from '#model/coverage.ts';
import type { Lack } from './read.ts';

/** The entry of a read that was not made, or is not whole, because another failed. */
export const dependentOn = ({ operation, failure }: Lack): ReadCoverage =>
  unread({ ...failure, code: null, message: `depends on ${operation}, which was not read` });
