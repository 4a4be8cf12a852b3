import { capture as runCapture } from '#app/capture.ts';
import { loadConfig } from '#app/load-config.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Listen } from '../interrupt.ts';
import { plural, showProgress, toldRead } from '../progress.ts';
import { openSource, type SourceOptions, toSelection } from '../source.ts';
import { tell, update } from '../terminal.ts';

export type CaptureCommandOptions = SourceOptions & { out: string; redact?: boolean };

export const capture = async (options: CaptureCommandOptions, listen: Listen): Promise<number> => {
  const signal = listen('interrupted: writing down what was read so far (again ends it at once)');
  const config = await loadConfig(options.config ?? null, process.env);
  const { source, traffic, close } = await openSource(options, config, { isPublishing: false, signal });
  try {
    const scopes = await runCapture({
      source,
      selection: toSelection(options),
      dir: options.out,
      isRedacted: options.redact ?? false,
      clock: () => new Date(),
      signal,
      onProgress: showProgress({ tell, update, traffic, now: () => performance.now(), signal }),
    });
    tell(`wrote ${plural(scopes.length, 'scope')} to ${options.out}`);
    if (signal.aborted) {
      tell(toldRead(scopes));
      return exitCodes.interrupted;
    }
    const incomplete = scopes.filter(({ status }) => status !== 'complete');
    for (const { accountId, region, reads } of incomplete) {
      const unread = reads.filter(({ status }) => status === 'failed').map(({ operation }) => operation);
      tell(`not read in ${accountId} ${region}: ${unread.join(', ')}`);
    }
    return incomplete.length === 0 ? exitCodes.done : exitCodes.incomplete;
  } finally {
    close();
  }
};
