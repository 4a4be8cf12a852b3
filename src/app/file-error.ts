import { getSystemErrorMessage } from 'node:util';
import { InputError } from './input-error.ts';

/** The error of the file system that `error` is; anything else is a programming error and is thrown again. */
export const toFileError = (error: unknown): NodeJS.ErrnoException => {
  if (error instanceof Error && 'code' in error) return error;
  throw error;
};

/** `FILE: cannot be written: no space left on device (ENOSPC)`. */
export const fileFailure = (error: unknown, file: string, verb: 'read' | 'written'): InputError => {
  const { code, errno } = toFileError(error);
  const reason = errno === undefined ? '' : `: ${getSystemErrorMessage(errno)}`;
  return new InputError(`${file}: cannot be ${verb}${reason} (${code})`);
};
