import type { Failure } from '#model/coverage.ts';

/** Of a place, or of some of its slices, that was not begun. */
export const noTime: Failure = {
  cause: 'timeout',
  code: null,
  message: 'not begun: the run was out of time',
};
