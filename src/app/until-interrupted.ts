import type { Source } from './ports.ts';
import { unreadScope } from './stages/unread-scope.ts';

const notBegun = unreadScope({
  cause: 'timeout',
  code: 'Interrupted',
  message: 'not begun: the run was interrupted',
});

/**
 * The source, which begins no read once the signal is aborted: a scope that is not read for that is told so in its
 * coverage. Reads under way are ended by AWS's clients, which listen to the same signal, and tell what they did not get.
 */
export const untilInterrupted = (source: Source, signal: AbortSignal | undefined): Source =>
  signal === undefined
    ? source
    : { ...source, read: async (scope) => (signal.aborted ? notBegun : source.read(scope)) };
