import { open } from 'node:fs/promises';
import type * as z from 'zod/mini';
import { decodeUtf8 } from '../decode-utf8.ts';
import { describeIssue } from '../describe-issue.ts';
import { fileFailure } from '../file-error.ts';
import { InputError } from '../input-error.ts';

/** Bytes of one file. A scope of 1,000 endpoints takes about 5 MB; more than this is not an inventory. */
const maximumSize = 256 * 1024 * 1024;

const readBytes = async (file: string): Promise<Buffer> => {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > maximumSize) throw new InputError(`${file}: is ${size} bytes, more than ${maximumSize}`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
};

const parseJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${file}: is not whole JSON: ${error instanceof Error ? error.message : ''}`);
  }
};

/** One JSON file of a snapshot, checked. Every fault is an InputError that names the file, and the field where there is one. */
export const readJson = async <T>(file: string, schema: z.ZodMiniType<T>): Promise<T> => {
  const bytes = await readBytes(file).catch((error: unknown) => {
    throw error instanceof InputError ? error : fileFailure(error, file, 'read');
  });
  const parsed = schema.safeParse(parseJson(decodeUtf8(bytes, file), file));
  if (!parsed.success) throw new InputError(`${file}: ${describeIssue(parsed.error)}`);
  return parsed.data;
};
