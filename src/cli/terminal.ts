import cliTruncate from 'cli-truncate';
import { fileFailure } from '#app/file-error.ts';
import { printable } from '#model/printable.ts';

/** Back to the start of the terminal's line, and nothing on it. */
const clear = '\r\u001b[K';

/** Does the terminal's last line wait for the next to take its place? */
let isUpdating = false;

/** Progress and notices go to stderr, results alone to stdout. A line may hold words of AWS or of a snapshot. */
export const tell = (line: string): void => {
  process.stderr.write(`${isUpdating ? clear : ''}${printable(line)}\n`);
  isUpdating = false;
};

/** Shows a line that the next takes the place of; null leaves none. */
const showLine = (line: string | null): void => {
  const text = line === null ? '' : cliTruncate(printable(line), process.stderr.columns - 1);
  if (isUpdating || line !== null) process.stderr.write(`${clear}${text}`);
  isUpdating = line !== null;
};

/** `showLine` where stderr is a terminal that knows how to; else null. */
export const update = process.stderr.isTTY && process.env['TERM'] !== 'dumb' ? showLine : null;

/** The reader of a pipe has gone (`| head`). */
const isBrokenPipe = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EPIPE';

const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

/**
 * Writes a result and waits until the pipe took it: a process that exits earlier would cut it. A broken pipe is no
 * failure: what else is to be written is, and the exit code stays the result's. Any other, such as a full disk, is an
 * InputError.
 */
export const print = async (text: string): Promise<void> => {
  try {
    await write(text);
  } catch (error) {
    if (!isBrokenPipe(error)) throw fileFailure(error, 'stdout', 'written');
  }
};

/** The width to fit a table to: the terminal's, or wide when piped, so that nothing is cut from a file. */
export const columns = (): number =>
  process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
