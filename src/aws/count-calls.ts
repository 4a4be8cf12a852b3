import type { MiddlewareStack, Pluggable } from '@smithy/types';

/** Told the IAM action of each request that is about to be sent, retries included: `ec2:DescribeVpcs`. */
export type OnCall = (action: string) => void;

/** A plugin of an SDK client; `service` is the IAM prefix. Low priority puts it inside the retry middleware. */
export const countCalls = <Input extends object, Output extends object>(
  service: string,
  onCall: OnCall,
): Pluggable<Input, Output> => ({
  applyToStack: (stack) =>
    stack.add(
      (next, context) => (args) => {
        onCall(`${service}:${String(context.commandName).replace(/Command$/, '')}`);
        return next(args);
      },
      { name: 'countCalls', step: 'finalizeRequest', priority: 'low', override: true },
    ),
});

/** The client, with its calls counted. */
export const counted = <Client, Input extends object, Output extends object>(
  client: Client & { middlewareStack: MiddlewareStack<Input, Output> },
  service: string,
  onCall: OnCall,
): Client => {
  client.middlewareStack.use(countCalls(service, onCall));
  return client;
};
