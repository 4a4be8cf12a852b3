import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bareEnvironment } from './run-cli.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** util-linux's `script` gives a program a terminal; without it these tests have none. */
export const hasTerminals = existsSync('/usr/bin/script');

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

export type TerminalOptions = {
  columns?: number;
  env?: Record<string, string>;
  cwd?: string;
  /** Of the shell, after the command: `2>err` keeps stderr off the terminal. */
  redirect?: string;
};

/** Runs the program at a terminal of its own and answers all that it showed there, and its exit code. */
export const runInTerminal = async (
  args: readonly string[],
  { columns = 80, env = {}, cwd, redirect = '' }: TerminalOptions = {},
): Promise<{ code: number; shown: string }> => {
  const command = [process.execPath, main, ...args].map(quoted).join(' ');
  const { NO_COLOR: _, ...bare } = bareEnvironment;
  const run = promisify(execFile)(
    'script',
    ['-qec', `stty cols ${columns} rows 50 -onlcr; ${command} ${redirect}`, '/dev/null'],
    {
      env: { ...bare, TERM: 'xterm-256color', SHELL: '/bin/sh', ...env },
      maxBuffer: 64 * 1024 * 1024,
      ...(cwd === undefined ? {} : { cwd }),
    },
  );
  return run.then(
    ({ stdout }) => ({ code: 0, shown: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, shown: error.stdout }),
  );
};
