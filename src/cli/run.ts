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
  // The reader of a pipe has gone (`| head`): there is nobody left to tell.
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return exitCodes.done;
  throw error;
};

/** Runs one command line and answers its exit code. The one place where errors are caught. */
export const run = async (args: readonly string[]): Promise<number> => {
  process.once('SIGINT', () => {
    tell('interrupted');
    process.exit(exitCodes.interrupted);
  });
  // Without a listener a broken pipe ends the process with a stack trace before `print` can reject.
  process.stdout.on('error', () => {});
  try {
    let exitCode: number = exitCodes.done;
    const program = createProgram((code) => {
      exitCode = code;
    });
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return toExitCode(error);
  }
};
