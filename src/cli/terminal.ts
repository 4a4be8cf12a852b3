/** Progress and notices go to stderr, results alone to stdout. */
export const tell = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Writes a result and waits until the pipe took it: a process that exits earlier would cut it. */
export const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

/** The width to fit a table to: the terminal's, or wide when piped, so that nothing is cut from a file. */
export const columns = (): number =>
  process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
