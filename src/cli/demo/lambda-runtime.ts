/*
 * Runs one invocation of a Lambda handler in a process of its own, as Lambda does: the handler is named by
 * _HANDLER and loaded at run time, its environment is the process's, its logs are the process's output. The
 * event comes by IPC, and the reply goes back the same way.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';

// One night after another: what Node compiled of the handler is kept for the next.
enableCompileCache();

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

const timeoutMs = 900_000;

const context = () => {
  const deadline = Date.now() + timeoutMs;
  return {
    functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: '$LATEST',
    memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    awsRequestId: randomUUID(),
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
};

// The one who invoked has gone, or has its reply: there is nothing left to do.
process.once('disconnect', () => process.exit());

const [event] = await once(process, 'message');
const { handler } = (await import(pathToFileURL(process.env['_HANDLER'] ?? '').href)) as { handler: Handler };
const reply = await handler(event, context());
process.send?.(reply, () => process.disconnect());
