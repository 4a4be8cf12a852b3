import type { PublishSummary, ScanResult } from '#model/result.ts';

type Counted = Omit<PublishSummary, 'unpublished' | 'failed' | 'notices'> & {
  unpublished: number;
  failed: number;
};

/** A result in numbers: what passes from function to function, where the result itself would be too large. */
export type RunSummary = Pick<
  ScanResult,
  'startedAt' | 'finishedAt' | 'partition' | 'summary' | 'exitReasons'
> & {
  /** The result is in the store: `runs/<runId>/result.json`. */
  runId: string;
  complete: boolean;
  publish: Counted | null;
};

export const toRunSummary = (runId: string, result: ScanResult): RunSummary => {
  const { startedAt, finishedAt, partition, summary, exitReasons, coverage, publish } = result;
  const told = { runId, startedAt, finishedAt, partition, summary, exitReasons, complete: coverage.complete };
  if (publish === null) return { ...told, publish };
  const { unpublished, failed, notices: _, ...counts } = publish;
  return { ...told, publish: { ...counts, unpublished: unpublished.length, failed: failed.length } };
};
