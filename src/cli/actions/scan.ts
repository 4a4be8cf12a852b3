import { loadConfig } from '#app/load-config.ts';
import type { Format } from '#app/render.ts';
import { scan as runScan } from '#app/scan.ts';
import { refuseUnwritable } from '#app/write-whole-file.ts';
import type { Severity } from '#model/finding.ts';
import { deliver } from '../deliver.ts';
import { exitCodes, toExitCode } from '../exit-codes.ts';
import type { Listen } from '../interrupt.ts';
import { showProgress, tellSuggestions, toldRead } from '../progress.ts';
import { readSince } from '../since.ts';
import { openSource, type SourceOptions, toSelection } from '../source.ts';
import { tell, update } from '../terminal.ts';

export type ScanCommandOptions = SourceOptions & {
  format?: Format[];
  since?: string;
  output?: string;
  publish?: boolean;
  failOn?: Severity;
  allowIncomplete?: boolean;
};

export const scan = async (options: ScanCommandOptions, listen: Listen): Promise<number> => {
  const signal = listen('interrupted: telling what was read so far (again ends it at once)');
  const config = await loadConfig(options.config ?? null, process.env);
  if (options.output !== undefined) await refuseUnwritable(options.output);
  const { format: formats = ['table'], output: file = null } = options;
  const earlier = await readSince(options.since, formats);
  const isPublishing = options.publish ?? false;
  const { source, stores, traffic, close } = await openSource(options, config, { isPublishing, signal });
  try {
    const result = await runScan({
      source,
      config,
      selection: toSelection(options),
      stores: isPublishing ? stores : null,
      failOn: options.failOn ?? null,
      clock: () => new Date(),
      signal,
      onProgress: showProgress({ tell, update, traffic, now: () => performance.now(), signal }),
    });
    const suggested = tellSuggestions(result.coverage.suggestions);
    if (suggested !== null) tell(suggested);
    await deliver({ result, earlier, formats, file });
    if (signal.aborted) {
      tell(`${toldRead(result.coverage.scopes)}${isPublishing ? ', nothing was published' : ''}`);
      return exitCodes.interrupted;
    }
    return toExitCode(result, { allowIncomplete: options.allowIncomplete ?? false });
  } finally {
    close();
  }
};
