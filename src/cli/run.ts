import { CommanderError } from 'commander';
import { CredentialsError } from '#app/credentials-error.ts';
import { InputError } from '#app/input-error.ts';
import { exitCodes } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { tell } from './terminal.ts';

const toExitCode = (error: unknown): number => {
  // Commander has told its own errors already; `--help` and `--version` are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof InputError) {
    tell(`error: ${error.message}`);
    return exitCodes.usage;
  }
  if (error instanceof CredentialsError) {
    tell(`error: ${error.message}`);
    return exitCodes.credentials;
  }
  throw error;
};

/** What a command has to end by itself once it is interrupted: calls under way, files half written. */
const graceMs = 1000;

const exitInterrupted = (): never => process.exit(exitCodes.interrupted);

/** Aborted by Ctrl-C. Whoever does not listen to it is ended by the second Ctrl-C, or a little later. */
const onInterrupt = (): AbortSignal => {
  const interrupt = new AbortController();
  process.once('SIGINT', () => {
    tell('interrupted');
    process.once('SIGINT', exitInterrupted);
    setTimeout(exitInterrupted, graceMs).unref();
    interrupt.abort(new Error('interrupted'));
  });
  return interrupt.signal;
};

/** Runs one command line and answers its exit code. The one place where errors are caught. */
export const run = async (args: readonly string[]): Promise<number> => {
  const interrupt = onInterrupt();
  // Without a listener a broken pipe ends the process with a stack trace: on stdout before `print` hears of it, on
  // stderr though nothing but progress is lost.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    let exitCode: number = exitCodes.done;
    const program = createProgram((code) => {
      exitCode = code;
    }, interrupt);
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return interrupt.aborted ? exitCodes.interrupted : toExitCode(error);
  }
};
