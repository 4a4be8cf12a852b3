import { getSystemErrorMessage } from 'node:util';
import { InputError } from './input-error.ts';

type SystemError = Error & { code: string; errno: number };

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && 'code' in error && 'errno' in error && typeof error.errno === 'number';

/**
 * What the system said of `file`, in one line: `FILE: cannot be written: no space left on device (ENOSPC)`.
 * Any other error is a programming error and is thrown again.
 */
export const fileFailure = (error: unknown, file: string, verb: 'read' | 'written' | 'used'): InputError => {
  if (!isSystemError(error)) throw error;
  return new InputError(`${file}: cannot be ${verb}: ${getSystemErrorMessage(error.errno)} (${error.code})`);
};
