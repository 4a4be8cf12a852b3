import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import { CredentialsError } from '#app/credentials-error.ts';
import { InputError } from '#app/input-error.ts';
import { exitCodes } from './exit-codes.ts';
import { type Listen, onInterrupt } from './interrupt.ts';
import { createProgram } from './program.ts';
import { tell } from './terminal.ts';

/** What this program did wrong itself, for whoever reports it. */
const tellInternal = (error: unknown): void => {
  tell('internal error: this is a fault of vpc-path-auditor, please report it with what follows');
  // As Node tells it, with the stack.
  for (const line of inspect(error).split('\n')) tell(line);
};

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
  tellInternal(error);
  return exitCodes.internal;
};

const runCommand = async (args: readonly string[], listen: Listen): Promise<number> => {
  let exitCode: number = exitCodes.done;
  const program = createProgram((code) => {
    exitCode = code;
  }, listen);
  await program.parseAsync(args, { from: 'user' });
  return exitCode;
};

/** Runs one command line and answers its exit code. The one place where errors are caught. */
export const run = async (args: readonly string[]): Promise<number> => {
  const { listen, isInterrupted } = onInterrupt();
  // Without a listener a broken pipe ends the process with a stack trace: on stdout before `print` hears of it, on
  // stderr though nothing but progress is lost.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.on('uncaughtException', (error) => process.exit(toExitCode(error)));
  const exitCode = await runCommand(args, listen).catch((error: unknown) =>
    isInterrupted() ? exitCodes.interrupted : toExitCode(error),
  );
  // What still waits then, such as the SDK for its next attempt, must not keep who pressed Ctrl-C.
  if (isInterrupted()) process.exit(exitCode);
  return exitCode;
};
