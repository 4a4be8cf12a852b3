import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export type CliRun = { code: number | null; stdout: string; stderr: string };

/** An environment with nothing of the developer's: no credentials, no configuration, no metadata service. */
export const bareEnvironment = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
  NO_COLOR: '1',
};

/** The environment of someone whose AWS is at `url`. */
export const sandboxEnvironment = (url: string, region = 'us-west-2') => ({
  ...bareEnvironment,
  AWS_ENDPOINT_URL: url,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});

export type CliOptions = {
  env?: Record<string, string>;
  cwd?: string;
  onOutput?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
};

/** Runs the real program in a process of its own; `onOutput` sees its output as it comes. */
export const runCli = (args: readonly string[], options: CliOptions = {}): Promise<CliRun> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], {
      env: options.env ?? bareEnvironment,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const run: CliRun = { code: null, stdout: '', stderr: '' };
    const listen = (name: 'stdout' | 'stderr') =>
      child[name].setEncoding('utf8').on('data', (text: string) => {
        run[name] += text;
        options.onOutput?.(text, (signal) => child.kill(signal));
      });
    listen('stdout');
    listen('stderr');
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...run, code }));
  });
