import { toDiff } from '#app/diff.ts';
import { InputError } from '#app/input-error.ts';
import { readResult } from '#app/read-result.ts';
import { exitCodes } from '../exit-codes.ts';
import { look, print } from '../terminal.ts';

export type DiffOptions = { exitCode?: boolean };

export const diff = async (
  earlier: string,
  later: string,
  { exitCode = false }: DiffOptions,
): Promise<number> => {
  if (earlier === '-' && later === '-') throw new InputError('only one of the two results can be stdin');
  const found = toDiff(await readResult(earlier), await readResult(later));
  await print(found.render(look()));
  if (!exitCode) return exitCodes.done;
  if (found.isUnsure) return exitCodes.incomplete;
  return found.hasChanged ? exitCodes.findings : exitCodes.done;
};
