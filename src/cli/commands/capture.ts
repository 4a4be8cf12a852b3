import { capture as runCapture } from '#app/capture.ts';
import { loadConfig } from '#app/load-config.ts';
import { exitCodes } from '../exit-codes.ts';
import { plural, showProgress } from '../progress.ts';
import { openSource, type SourceOptions, toSelection } from '../source.ts';
import { tell, update } from '../terminal.ts';

export type CaptureCommandOptions = SourceOptions & { out: string; redact?: boolean };

export const capture = async (options: CaptureCommandOptions, signal: AbortSignal): Promise<number> => {
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
      onProgress: showProgress({ tell, update, traffic, now: () => performance.now() }),
    });
    tell(`wrote ${plural(scopes.length, 'scope')} to ${options.out}`);
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
