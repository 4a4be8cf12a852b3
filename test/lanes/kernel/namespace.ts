import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/**
 * A network namespace without a name, held by one process that ends when its standard input does. So the kernel
 * removes it when the tests end, however they end: there is nothing to leave behind and nothing to clean up.
 */
export type Namespace = {
  pid: number;
  /** Runs a shell script in it. Throws what the script said when it fails. */
  run: (script: string) => Promise<void>;
  /** Sends the process a line and returns the line it answers. */
  ask: (line: string) => Promise<string>;
  /** Ends the process, and the namespace with it. */
  close: () => Promise<void>;
};

const runIn = async (pid: number, script: string): Promise<void> => {
  const child = spawn('nsenter', [`--net=/proc/${pid}/ns/net`, 'sh', '-eu'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(script);
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  if (code !== 0)
    throw new Error(`${output}${errors}(exit ${code}) in a namespace of the kernel lane:\n${script}`);
};

/** Starts `command` in a network namespace of its own; it must answer `hello` with one line. */
export const openNamespace = async (command: readonly string[], hello: string): Promise<Namespace> => {
  const child = spawn('unshare', ['--net', ...command], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (line: string): Promise<string> => {
    child.stdin.write(`${line}\n`);
    const { done, value } = await lines.next();
    if (done === true) throw new Error('A namespace of the kernel lane ended too early.');
    return value;
  };
  await ask(hello);
  const { pid } = child;
  if (pid === undefined) throw new Error('A namespace of the kernel lane did not start.');
  return {
    pid,
    run: (script) => runIn(pid, script),
    ask,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
};
