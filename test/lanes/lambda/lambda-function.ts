import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Deployed, place } from './deployed.ts';
import { type Answer, newInvocation, type RuntimeError, serveRuntimeApi } from './runtime-api.ts';

/** AWS's own runtime interface client, in the lane's own node_modules. */
const runtimeClient = fileURLToPath(
  new URL('./runtime-client/node_modules/aws-lambda-ric/index.mjs', import.meta.url),
);
const nativePart = fileURLToPath(
  new URL('./runtime-client/node_modules/aws-lambda-ric/rapid-client.node', import.meta.url),
);

/** Why the lane cannot run here; null where it can. */
export const findObstacle = (): string | null =>
  existsSync(runtimeClient) && existsSync(nativePart)
    ? null
    : 'aws-lambda-ric is not installed (npm ci --prefix test/lanes/lambda/runtime-client)';

export type Outcome =
  | Answer
  /** The process ended by itself; `initError` where it could not even begin. */
  | { kind: 'exit'; code: number | null; initError: RuntimeError | null };

/** What one invocation came to, and the lines that the process wrote meanwhile. */
export type Invoked = { requestId: string; traceId: string; outcome: Outcome; lines: string[] };

/** One execution environment: a process that begins once and answers invocations one after another. */
export type LambdaFunction = {
  invoke: (event: unknown, timeoutMs?: number) => Promise<Invoked>;
  close: () => Promise<void>;
};

export type Started = {
  deployed: Deployed;
  /** The folder of the function's bundle: LAMBDA_TASK_ROOT. */
  bundle: string;
  /** Where AWS is, in place of AWS: AWS_ENDPOINT_URL and its like. */
  endpoints: Record<string, string>;
};

/** What Lambda itself sets: the developer guide's "Defined runtime environment variables". */
const lambdaEnvironment = ({ deployed, bundle }: Started, address: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  TZ: ':UTC',
  LANG: 'en_US.UTF-8',
  _HANDLER: deployed.handler,
  LAMBDA_TASK_ROOT: bundle,
  AWS_LAMBDA_RUNTIME_API: address,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_FUNCTION_NAME: deployed.name,
  AWS_LAMBDA_FUNCTION_VERSION: '1',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(deployed.memoryMegabytes),
  AWS_LAMBDA_LOG_FORMAT: deployed.logging.format,
  AWS_LAMBDA_LOG_LEVEL: deployed.logging.level,
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${deployed.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/22/[1]0123456789abcdef0123456789abcdef',
  AWS_REGION: place.region,
  AWS_DEFAULT_REGION: place.region,
  AWS_ACCESS_KEY_ID: 'ASIALANE',
  AWS_SECRET_ACCESS_KEY: 'a-secret-of-the-lane',
  AWS_SESSION_TOKEN: 'a-token-of-the-lane',
  AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
});

const startProcess = (started: Started, address: string) => {
  const child = spawn(process.execPath, [runtimeClient], {
    cwd: started.bundle,
    env: { ...lambdaEnvironment(started, address), ...started.endpoints, ...started.deployed.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => void written.push(text));
  }
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const takeLines = (): string[] =>
    written
      .splice(0)
      .join('')
      .split('\n')
      .filter((line) => line !== '');
  return { child, closed, takeLines };
};

/** Starts a function as Lambda starts it. Its process begins at once, and is warm after its first invocation. */
export const startFunction = async (started: Started): Promise<LambdaFunction> => {
  const api = await serveRuntimeApi();
  const { child, closed, takeLines } = startProcess(started, api.address);
  const exit = closed.then((code): Outcome => ({ kind: 'exit', code, initError: api.initError() }));
  const { arn, timeoutMs: configured } = started.deployed;
  let before: Promise<unknown> = Promise.resolve();

  const invokeNow = async (event: unknown, timeoutMs: number): Promise<Invoked> => {
    const invocation = newInvocation(arn, timeoutMs);
    const outcome = await Promise.race([api.give(event, invocation), exit]);
    if (outcome.kind === 'timeout') {
      child.kill('SIGKILL');
      await closed;
    }
    // What was written before the answer is in the pipe: a turn of the event loop reads it.
    await setImmediate();
    await setImmediate();
    const { requestId, traceId } = invocation;
    return { requestId, traceId, outcome, lines: takeLines() };
  };
  return {
    invoke: (event, timeoutMs = configured) => {
      const invoked = before.then(() => invokeNow(event, timeoutMs));
      before = invoked;
      return invoked;
    },
    close: async () => {
      child.kill('SIGKILL');
      await closed;
      api.close();
    },
  };
};
