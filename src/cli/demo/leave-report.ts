import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { InputError } from '#app/input-error.ts';
import { renderers, type Text } from '#app/render.ts';
import { writeWholeFile } from '#app/write-whole-file.ts';
import type { ScanResult } from '#model/result.ts';
import { fileLook } from '../terminal.ts';

const name = 'vpc-path-auditor-demo.html';

/** Here, where whoever runs the demo will look; in a new folder for temporary files where nothing can be written here. */
const write = async (text: Text): Promise<string> => {
  const here = resolve(name);
  try {
    await writeWholeFile(here, text);
    return here;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const elsewhere = join(await mkdtemp(join(tmpdir(), 'vpc-path-auditor-')), name);
    await writeWholeFile(elsewhere, text);
    return elsewhere;
  }
};

/** Writes the report of a night, with what changed since an earlier one, as a page; answers where it is. */
export const leaveReport = async (result: ScanResult, earlier: ScanResult): Promise<string> =>
  write(await renderers.html(result, { ...fileLook, earlier }));
