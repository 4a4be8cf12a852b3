import { type ExplainFormat, explainRenderers } from '#app/explain/render.ts';
import { explain as runExplain } from '#app/explain.ts';
import { loadConfig } from '#app/load-config.ts';
import { refuseUnwritable, writeWholeFile } from '#app/write-whole-file.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Listen } from '../interrupt.ts';
import { showReading } from '../progress.ts';
import { openSource, type SourceOptions } from '../source.ts';
import { fileLook, look, print, tell, update } from '../terminal.ts';

export type ExplainCommandOptions = Omit<SourceOptions, 'accounts' | 'regions'> & {
  vpc: string;
  service: string;
  serviceRegion: string;
  format: ExplainFormat;
  output?: string;
  allowIncomplete?: boolean;
};

export const explain = async (options: ExplainCommandOptions, listen: Listen): Promise<number> => {
  const signal = listen('interrupted');
  const config = await loadConfig(options.config ?? null, process.env);
  if (options.output !== undefined) await refuseUnwritable(options.output);
  const { source, asker, traffic, close } = await openSource(options, config, {
    isPublishing: false,
    signal,
  });
  try {
    const { vpc, service, serviceRegion } = options;
    const reading = showReading({ tell, update, traffic, now: () => performance.now() });
    const explanation = await runExplain({
      source,
      asker,
      config,
      question: { vpc, service, serviceRegion },
      signal,
      onProgress: reading.onProgress,
    });
    signal.throwIfAborted();
    reading.end();
    const render = explainRenderers[options.format];
    if (options.output === undefined) await print(render(explanation, look()));
    else await writeWholeFile(options.output, render(explanation, fileLook));
    return explanation.coverage.complete || options.allowIncomplete ? exitCodes.done : exitCodes.incomplete;
  } finally {
    close();
  }
};
