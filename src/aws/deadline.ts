import type { Pluggable } from '@smithy/types';

/** The run was stopped, by its deadline or by the operator, before AWS had answered: cause `timeout`. */
const stopped = (): Error =>
  Object.assign(new Error('the run was stopped before AWS had answered'), { code: 'Deadline' });

/**
 * A plugin of an SDK client: whatever a command is doing (getting credentials, waiting for its turn or for the next
 * attempt, asking) ends with the signal. The signal also has to reach the request handler, which closes the connection.
 */
export const untilStopped = <Input extends object, Output extends object>(
  signal: AbortSignal,
): Pluggable<Input, Output> => ({
  applyToStack: (stack) =>
    stack.add(
      (next) => async (args) => {
        if (signal.aborted) throw stopped();
        const { promise: end, reject } = Promise.withResolvers<never>();
        const stop = () => reject(stopped());
        signal.addEventListener('abort', stop, { once: true });
        try {
          return await Promise.race([next(args), end]);
        } finally {
          signal.removeEventListener('abort', stop);
        }
      },
      { name: 'untilStopped', step: 'initialize', priority: 'high', override: true },
    ),
});
