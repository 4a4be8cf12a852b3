import type { FinalizeRequestMiddleware, Pluggable } from '@smithy/types';
import type { Scope } from '#model/scope.ts';
import { failureOf } from './causes.ts';
import type { Limiter } from './limiter.ts';
import { bucketOf, rateOf } from './rates.ts';

/**
 * What happens as AWS is asked. `onCall` is told the IAM action (`ec2:DescribeVpcs`) of each request that is about to
 * be sent, and which attempt it is, from 1 on; `onThrottled` the action of each that AWS refused for its rate.
 */
export type CallEvents = {
  onCall: (action: string, attempt: number) => void;
  onThrottled: (action: string) => void;
};

/**
 * A plugin of an SDK client, inside its retries and before the signature, which a wait would make old: each attempt
 * waits for its turn and is counted, and one that AWS throttles makes every other of its action wait as well.
 */
export const eachAttempt = <Input extends object, Output extends object>(
  { service, scope }: { service: string; scope: Scope },
  {
    limiter,
    signal,
    onCall,
    onThrottled,
  }: CallEvents & { limiter: Limiter; signal: AbortSignal | undefined },
): Pluggable<Input, Output> => {
  const middleware: FinalizeRequestMiddleware<Input, Output> = (next, context) => {
    const name = String(context.commandName).replace(/Command$/, '');
    const action = `${service}:${name}`;
    const bucket = bucketOf({ service, name, scope });
    const rate = rateOf({ service, name, scope });
    let attempts = 0;
    return async (args) => {
      await limiter.take(bucket, rate, signal);
      attempts += 1;
      onCall(action, attempts);
      try {
        return await next(args);
      } catch (error) {
        if (failureOf(error).cause === 'throttled') {
          limiter.empty(bucket, rate);
          onThrottled(action);
        }
        throw error;
      }
    };
  };
  const place = {
    name: 'eachAttempt',
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    override: true,
  } as const;
  return { applyToStack: (stack) => stack.addRelativeTo(middleware, place) };
};
