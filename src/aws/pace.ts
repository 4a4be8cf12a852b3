import type { MiddlewareStack } from '@smithy/types';

/** Waits for the caller's turn. */
export type Pace = () => Promise<void>;

/** Turns at most `perSecond` a second, and `burst` at once. */
export const createPace = (perSecond: number, burst: number): Pace => {
  const gap = 1000 / perSecond;
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = performance.now();
    last = Math.max(last, now - burst * gap) + gap;
    const wait = last - now;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  };
};

/** The client, each of whose commands waits for its turn; a retry of one keeps to the SDK's own backoff. */
export const paced = <Client, Input extends object, Output extends object>(
  client: Client & { middlewareStack: MiddlewareStack<Input, Output> },
  pace: Pace,
): Client => {
  client.middlewareStack.add(
    (next) => async (args) => {
      await pace();
      return next(args);
    },
    { name: 'pace', step: 'initialize', override: true },
  );
  return client;
};
