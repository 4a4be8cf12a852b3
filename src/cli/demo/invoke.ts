import { fork } from 'node:child_process';
import { auditHandlerFile, demoConfigFile, lambdaRuntimeFile } from './files.ts';

/** What the deployed function finds in its environment, with every AWS endpoint at the sandbox. */
const environment = (endpointUrl: string): NodeJS.ProcessEnv => ({
  _HANDLER: auditHandlerFile,
  AWS_ENDPOINT_URL: endpointUrl,
  AWS_REGION: 'us-west-2',
  AWS_ACCESS_KEY_ID: 'demo',
  AWS_SECRET_ACCESS_KEY: 'demo',
  AWS_LAMBDA_FUNCTION_NAME: 'vpc-path-auditor',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
  POWERTOOLS_TRACE_ENABLED: 'false',
  VPC_PATH_AUDITOR_CONFIG: demoConfigFile,
  VPC_PATH_AUDITOR_ROLE_NAME: 'vpc-path-auditor-read',
});

/** One invocation: the reply, and the lines that the function logged (EMF metrics among them). */
export type Invocation<T> = { reply: T; log: string[] };

/** Invokes the real nightly handler in a process of its own. Rejects with its logs when it fails. */
export const invoke = <T>(event: object, endpointUrl: string): Promise<Invocation<T>> =>
  new Promise((resolve, reject) => {
    const child = fork(lambdaRuntimeFile, {
      env: environment(endpointUrl),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // In a process group of its own: Ctrl-C at the terminal is for whoever invoked it, at whose end it ends too. One
      // that was ended by it first would look like a handler that failed. On Windows this would open a window.
      detached: process.platform !== 'win32',
    });
    let output = '';
    let reply: { value: T } | null = null;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('message', (value: T) => {
      reply = { value };
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (reply === null) reject(new Error(`the handler ended with ${code} and no reply:\n${output}`));
      else resolve({ reply: reply.value, log: output.split('\n').filter((line) => line !== '') });
    });
    child.send(event);
  });
