import { printable } from '#model/printable.ts';

/**
 * What the operator gave cannot be used: a file, a flag, a directory. The message is one line that names the file
 * and field and says what is wrong; the CLI prints it and exits 2.
 */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(message: string) {
    super(printable(message));
  }
}
