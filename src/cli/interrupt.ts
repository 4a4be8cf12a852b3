import { exitCodes } from './exit-codes.ts';
import { tell } from './terminal.ts';

/** Ctrl-C, and what a container's runtime or a scheduler sends. */
const signals = ['SIGINT', 'SIGTERM'] as const;

/** Ctrl-C under npm comes twice at once: from the terminal, and passed on by npm. */
const onceMs = 300;

/**
 * Begins to listen for a command that ends by itself: answers what is aborted when it is interrupted, which `line` tells;
 * without one nothing does.
 */
export type Listen = (line?: string) => AbortSignal;

export type Interrupt = { listen: Listen; isInterrupted: () => boolean };

const lookEveryMs = 500;

/**
 * npm, told to end, ends the shell in which it runs a script, and not what the shell runs
 * (github.com/npm/run-script): under npm, whoever is left behind was told to end.
 */
const whenLeftByNpm = (end: () => void): void => {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, lookEveryMs).unref();
};

const exit = (): never => process.exit(exitCodes.interrupted);

/** The first signal is for the command where it listens, and ends the process where it does not; so does the second. */
export const onInterrupt = (): Interrupt => {
  const interrupt = new AbortController();
  let line: string | null = null;
  let interruptedAt: number | null = null;
  const handle = (): void => {
    if (interruptedAt !== null && performance.now() - interruptedAt < onceMs) return;
    if (line === null || interruptedAt !== null) {
      tell('interrupted');
      return exit();
    }
    interruptedAt = performance.now();
    if (line !== '') tell(line);
    interrupt.abort(new Error('interrupted'));
  };
  for (const signal of signals) process.on(signal, handle);
  whenLeftByNpm(handle);
  return {
    listen: (told = '') => {
      line = told;
      return interrupt.signal;
    },
    isInterrupted: () => interruptedAt !== null,
  };
};
