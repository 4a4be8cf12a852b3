import { InputError } from '#app/input-error.ts';
import { type Format, type RenderOptions, renderers, type Text } from '#app/render.ts';
import { writeWholeFile } from '#app/write-whole-file.ts';
import type { ScanResult } from '#model/result.ts';
import { fileLook, look, print } from './terminal.ts';

export type Delivery = {
  result: ScanResult;
  /** Told what changed since, in the formats for people; null for none. */
  earlier: ScanResult | null;
  formats: readonly Format[];
  /** Where the last format goes; null for stdout, where the others go. */
  file: string | null;
};

/** V8 says so of a text that would be longer than 512 MB. */
const isTooLong = (error: unknown): boolean =>
  error instanceof RangeError && error.message === 'Invalid string length';

const rendered = async (
  { result, earlier }: Delivery,
  format: Format,
  options: RenderOptions,
): Promise<Text> => {
  try {
    return await renderers[format](result, { ...options, earlier });
  } catch (error) {
    if (!isTooLong(error)) throw error;
    throw new InputError(`--format ${format}: the result is too large for one text; --format json tells it`);
  }
};

/** Renders a result in each of the formats, and prints or writes it. A fault is an InputError. */
export const deliver = async (delivery: Delivery): Promise<void> => {
  const { formats, file } = delivery;
  for (const [index, format] of formats.entries()) {
    const isForFile = file !== null && index === formats.length - 1;
    const text = await rendered(delivery, format, isForFile ? fileLook : look());
    await (isForFile ? writeWholeFile(file, text) : print(text));
  }
};
