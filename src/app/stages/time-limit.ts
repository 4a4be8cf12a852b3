import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '#model/coverage.ts';
import type { Inventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import type { Source } from '../ports.ts';
import { unreadScope } from './unread-scope.ts';

/** How many milliseconds are left; none when it is not positive. */
export type TimeLeft = () => number;

const late = (message: string): Inventory => {
  const failure: Failure = { cause: 'timeout', code: null, message };
  return unreadScope(failure);
};

const notBegun = late('not begun: the run was out of time');
const notEnded = late('not ended when the run was out of time');

/**
 * The source, which begins no read once no time is left and waits for none beyond it. A scope that is not read for
 * that is told so in its coverage, and to `onLate`; what became of a read under way is never looked at again.
 */
export const withTimeLimit = (
  source: Source,
  timeLeft: TimeLeft,
  onLate: (scope: Scope) => void = () => {},
): Source => ({
  ...source,
  read: async (scope) => {
    const left = timeLeft();
    if (left <= 0) {
      onLate(scope);
      return notBegun;
    }
    const ended = new AbortController();
    const tooLate = async (): Promise<Inventory> => {
      await sleep(left, undefined, { signal: ended.signal, ref: false });
      onLate(scope);
      return notEnded;
    };
    try {
      return await Promise.race([source.read(scope), tooLate()]);
    } finally {
      ended.abort();
    }
  },
});
