import { InputError } from './input-error.ts';

/** UTF-8, with a byte order mark or without. Anything else is an InputError, where it would be read as other letters. */
export const decodeUtf8 = (bytes: Buffer, name: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const isUtf16 = ['fffe', 'feff'].includes(bytes.subarray(0, 2).toString('hex'));
    throw new InputError(
      `${name}: is not UTF-8 text${isUtf16 ? ' but UTF-16: write it again as UTF-8' : ''}`,
    );
  }
};
