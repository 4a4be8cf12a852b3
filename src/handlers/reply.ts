import type { Explanation } from '#model/explanation.ts';
import type { ScanResult } from '#model/result.ts';

/** Lambda's synchronous answer ends at 6 MB; this leaves room for its own escaping. */
const maximumBytes = 5_000_000;

/** Failures kept in a truncated reply, each of at most some 1.5 KB; the log tells all of them. */
const maximumFailures = 100;

/**
 * The answer; `truncated` when it was too large and its long lists were left out or cut. The whole result and its
 * reports are in the store under `runs/<runId>/`; `runId` is null where nothing is.
 */
export type Reply = ScanResult & { truncated: boolean; runId: string | null };
export type ExplanationReply = Explanation & { truncated: boolean };

const isTooLarge = (answer: object): boolean => Buffer.byteLength(JSON.stringify(answer)) > maximumBytes;

/** The result as the function answers it; the summary is always whole. */
export const toReply = (result: ScanResult, runId: string | null): Reply => {
  if (!isTooLarge(result)) return { ...result, truncated: false, runId };
  const { coverage, publish } = result;
  return {
    ...result,
    coverage: { ...coverage, scopes: [] },
    paths: [],
    peerings: [],
    findings: [],
    publish:
      publish === null
        ? null
        : {
            ...publish,
            unpublished: publish.unpublished.slice(0, maximumFailures),
            failed: publish.failed.slice(0, maximumFailures),
          },
    truncated: true,
    runId,
  };
};

/** The explanation as the function answers it: what it rests on is long in a large organization, and goes first. */
export const toExplanationReply = (explanation: Explanation): ExplanationReply =>
  isTooLarge(explanation)
    ? { ...explanation, coverage: { ...explanation.coverage, scopes: [] }, truncated: true }
    : { ...explanation, truncated: false };
