import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Served } from './serve-counted.ts';

/** A process of a bench: a file beside this one, what it is told, and how. */
export type Part = {
  file: string;
  input: unknown;
  env?: NodeJS.ProcessEnv;
  execArgv?: readonly string[];
  /** What it prints goes nowhere. */
  isSilent?: boolean;
};

/** The heap of a Lambda of 1.5 GB; without a bound V8 collects only when it likes. */
export const lambdaHeap = '--max-old-space-size=1250';

export const begin = ({
  file,
  input,
  env = process.env,
  execArgv = [],
  isSilent = false,
}: Part): ChildProcess =>
  fork(fileURLToPath(new URL(file, import.meta.url)), [JSON.stringify(input)], {
    env,
    execArgv: [...execArgv],
    stdio: isSilent ? ['ignore', 'ignore', 'ignore', 'ipc'] : ['ignore', 'inherit', 'inherit', 'ipc'],
  });

/** The next message of a process; rejects when it ends without one. */
export const said = async <Message>(child: ChildProcess): Promise<Message> => {
  const ended = new AbortController();
  const [first] = await Promise.race([
    once(child, 'message', { signal: ended.signal }),
    once(child, 'exit', { signal: ended.signal }).then(([code]) => {
      throw new Error(`a process of the bench ended with ${code} and said nothing`);
    }),
  ]).finally(() => ended.abort());
  return first as Message;
};

/** A sandbox in a process of its own. */
export type Aws = {
  url: string;
  figures: () => Promise<Served>;
  ask: <Answer>(message: unknown) => Promise<Answer>;
  end: () => void;
};

export const beginSandbox = async (file: string, input: unknown): Promise<Aws> => {
  const child = begin({ file, input });
  const url = await said<string>(child);
  const ask = <Answer>(message: unknown): Promise<Answer> => {
    child.send(message as string);
    return said<Answer>(child);
  };
  return { url, ask, figures: () => ask<Served>('figures'), end: () => child.disconnect() };
};

/** What a process that asks the sandbox finds in its environment, and nothing else. */
export const callerEnv = (url: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL: url,
  AWS_REGION: 'us-west-2',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
});
