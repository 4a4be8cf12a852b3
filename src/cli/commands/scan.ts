import { loadConfig } from '#app/load-config.ts';
import { type Format, renderers } from '#app/render.ts';
import { scan as runScan } from '#app/scan.ts';
import { refuseUnwritable, writeWholeFile } from '#app/write-whole-file.ts';
import type { Severity } from '#model/finding.ts';
import type { ScanResult } from '#model/result.ts';
import { toExitCode } from '../exit-codes.ts';
import { showProgress, tellSuggestions } from '../progress.ts';
import { openSource, type SourceOptions, toSelection } from '../source.ts';
import { columns, print, tell, update } from '../terminal.ts';

export type ScanCommandOptions = SourceOptions & {
  format?: Format[];
  output?: string;
  publish?: boolean;
  failOn?: Severity;
  allowIncomplete?: boolean;
};

/** With `--output` the last format goes to the file and the others stay on stdout. */
const deliver = async (
  result: ScanResult,
  formats: readonly Format[],
  file: string | null,
): Promise<void> => {
  const last = formats.length - 1;
  for (const [index, format] of formats.entries()) {
    const isForFile = file !== null && index === last;
    const text = renderers[format](result, { columns: isForFile ? Number.POSITIVE_INFINITY : columns() });
    await (isForFile ? writeWholeFile(file, text) : print(text));
  }
};

export const scan = async (options: ScanCommandOptions, signal: AbortSignal): Promise<number> => {
  const config = await loadConfig(options.config ?? null, process.env);
  if (options.output !== undefined) await refuseUnwritable(options.output);
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
      onProgress: showProgress({ tell, update, traffic, now: () => performance.now() }),
    });
    signal.throwIfAborted();
    const suggested = tellSuggestions(result.coverage.suggestions);
    if (suggested !== null) tell(suggested);
    await deliver(result, options.format ?? ['table'], options.output ?? null);
    return toExitCode(result, { allowIncomplete: options.allowIncomplete ?? false });
  } finally {
    close();
  }
};
