import { refuseTwoPartitions } from '#app/diff.ts';
import { InputError } from '#app/input-error.ts';
import { readResult } from '#app/read-result.ts';
import type { reportFormats } from '#app/render.ts';
import { refuseUnwritable } from '#app/write-whole-file.ts';
import { deliver } from '../deliver.ts';
import { exitCodes } from '../exit-codes.ts';
import { readSince } from '../since.ts';

export type ReportOptions = { format: (typeof reportFormats)[number]; since?: string; output?: string };

export const report = async (file: string, { format, since, output }: ReportOptions): Promise<number> => {
  if (file === '-' && since === '-')
    throw new InputError('RESULT and --since: only one of them can be stdin');
  if (output !== undefined) await refuseUnwritable(output);
  const earlier = await readSince(since, [format]);
  const result = await readResult(file);
  if (earlier !== null) refuseTwoPartitions(earlier, result);
  await deliver({ result, earlier, formats: [format], file: output ?? null });
  return exitCodes.done;
};
