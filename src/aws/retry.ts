import { StandardRetryStrategy } from '@smithy/core/retry';

export type RetryOptions = {
  /** A call is sent at most so often, the first included. */
  maxAttempts?: number;
  /** The longest wait between two attempts. */
  maxWaitMs?: number;
};

export const retryDefaults = { maxAttempts: 5, maxWaitMs: 20_000 };

/** The first wait after a fault; the SDK's own for a throttled call is a second. */
const baseDelay = 100;

/**
 * The SDK's standard strategy: it says what is tried again, and keeps a budget of retries that an outage uses up. A
 * wait is drawn evenly from nothing to the base doubled with every attempt. One for each client: a strategy that
 * is shared would let an account in trouble use up the budget of the others.
 */
export const createRetryStrategy = ({
  maxAttempts,
  maxWaitMs,
}: Required<RetryOptions>): StandardRetryStrategy => {
  let base = baseDelay;
  return new StandardRetryStrategy({
    maxAttempts,
    baseDelay,
    backoff: {
      setDelayBase: (delay) => {
        base = delay;
      },
      computeNextBackoffDelay: (attempt) =>
        Math.floor(Math.random() * Math.min(base * 2 ** attempt, maxWaitMs)),
    },
  });
};
