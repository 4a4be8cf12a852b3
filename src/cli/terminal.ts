import { styleText } from 'node:util';
import cliTruncate from 'cli-truncate';
import { fileFailure } from '#app/file-error.ts';
import type { RenderOptions } from '#app/render.ts';
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

/** Build servers say so, some of which offer a terminal whose every change they keep in a log. */
const isCi = !['', 'false', '0'].includes(process.env['CI'] ?? '');

/** `showLine` where stderr is a terminal with somebody before it that knows how to; else null. */
export const update = process.stderr.isTTY && process.env['TERM'] !== 'dumb' && !isCi ? showLine : null;

/** The reader of a pipe has gone (`| head`). */
const isBrokenPipe = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EPIPE';

const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

/**
 * Writes a result, whole or in pieces, and waits until the pipe took it: a process that exits earlier would cut it. A
 * broken pipe is no failure: what else is to be written is, and the exit code stays the result's. Any other, such as a
 * full disk, is an InputError.
 */
export const print = async (text: string | Iterable<string>): Promise<void> => {
  try {
    for (const piece of typeof text === 'string' ? [text] : text) await write(piece);
  } catch (error) {
    if (!isBrokenPipe(error)) throw fileFailure(error, 'stdout', 'written');
  }
};

/** Where nobody says how wide: two such columns stand beside each other on a screen. */
const widthOfFiles = 120;

/** The width to fit a text to: the terminal's; piped, what COLUMNS says, or one that people can read. */
export const columns = (): number =>
  (process.stdout.isTTY ? process.stdout.columns : Number(process.env['COLUMNS'])) || widthOfFiles;

/** As POSIX has it: the first of these that is set says what the terminal shows. */
const isUnicode = (): boolean => {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  return process.platform === 'win32' || /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
};

const colours = { good: 'green', bad: 'red', doubtful: 'yellow', heading: 'bold' } as const;

/** Node decides: NO_COLOR, FORCE_COLOR, TERM, and whether stdout is a terminal. */
const paint: NonNullable<RenderOptions['paint']> = (tone, text) =>
  styleText(colours[tone], text, { stream: process.stdout });

/** How a text for stdout may look. */
export const look = (): RenderOptions => ({ columns: columns(), paint, isUnicode: isUnicode() });

/** How a text for a file may look, whoever opens it. */
export const fileLook: RenderOptions = { columns: widthOfFiles, isUnicode: true };
