import { fileFailure } from '#app/file-error.ts';
import { printable } from '#model/printable.ts';

/** Progress and notices go to stderr, results alone to stdout. A line may hold words of AWS or of a snapshot. */
export const tell = (line: string): void => {
  process.stderr.write(`${printable(line)}\n`);
};

/** The reader of a pipe has gone (`| head`). */
export const isBrokenPipe = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EPIPE';

const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

/**
 * Writes a result and waits until the pipe took it: a process that exits earlier would cut it. A broken pipe rejects
 * as such; any other failure, such as a full disk, is an InputError.
 */
export const print = async (text: string): Promise<void> => {
  try {
    await write(text);
  } catch (error) {
    throw isBrokenPipe(error) ? error : fileFailure(error, 'stdout', 'written');
  }
};

/** The width to fit a table to: the terminal's, or wide when piped, so that nothing is cut from a file. */
export const columns = (): number =>
  process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
