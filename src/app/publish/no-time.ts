import type { Failure } from '#model/coverage.ts';
import type { PublishFailure } from '#model/result.ts';

/** Of a place, or of some of its slices, that was not begun. */
export const noTime: Failure = {
  cause: 'timeout',
  code: null,
  message: 'not begun: the run was out of time',
};

/** Is it this that is told of a place as a whole? */
export const isNoTime = ({ findingId, cause, message }: PublishFailure): boolean =>
  findingId === null && cause === noTime.cause && message === noTime.message;
