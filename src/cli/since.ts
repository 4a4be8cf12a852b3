import { InputError } from '#app/input-error.ts';
import { readResult } from '#app/read-result.ts';
import { type Format, sinceFormats } from '#app/render.ts';
import type { ScanResult } from '#model/result.ts';

/**
 * The earlier result that `--since` names; null for none. Where no format would tell what changed since, nobody would
 * notice that nothing did: an InputError.
 */
export const readSince = async (
  file: string | undefined,
  formats: readonly Format[],
): Promise<ScanResult | null> => {
  if (file === undefined) return null;
  const telling: readonly Format[] = sinceFormats;
  if (!formats.some((format) => telling.includes(format))) {
    throw new InputError(
      `--since: --format ${formats.join(', ')} does not tell what changed; ${sinceFormats.join(', ')} and \`diff\` do`,
    );
  }
  return await readResult(file);
};
