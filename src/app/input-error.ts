/** Whatever could break the line or hide text in a terminal: control, formatting and lone surrogate characters. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/**
 * What the operator gave cannot be used: a file, a flag, a directory. The message is one line that names the file
 * and field and says what is wrong; the CLI prints it and exits 2.
 */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(message: string) {
    super(message.replaceAll(unprintable, ' '));
  }
}
