import type { Cause, Failure, Outcome } from '#model/coverage.ts';
import { sizeOf, toBatches } from './batches.ts';
import { limits } from './limits.ts';
import type { AwsSecurityFinding, ImportReport } from './types.ts';

/** What one call refused, by finding Id; a failure when the call as a whole came to nothing. */
export type SendBatch = (
  batch: readonly AwsSecurityFinding[],
) => Promise<Outcome<ReadonlyMap<string, Failure>>>;

/** After one of these, every further call would answer the same. */
const hopeless: ReadonlySet<Cause> = new Set([
  'expired-credentials',
  'access-denied',
  'not-enabled',
  'region-disabled',
]);

/** Error codes of single findings that may pass at a second try; what is invalid stays invalid. */
const passing = /^(Internal|Throttl|TooManyRequests|LimitExceeded|ServiceUnavailable)/;

/** The first try and two more. */
const maxTries = 3;

type Refusals = { refused: Map<string, Failure>; again: AwsSecurityFinding[]; closed: Failure | null };

const tooLarge = (bytes: number): Failure => ({
  cause: 'unknown',
  code: 'FindingTooLarge',
  message: `the finding has ${bytes} bytes; Security Hub takes ${limits.findingBytes}`,
});

/** Sends every batch once. A call that fails costs its own batch, unless it shows that all the rest are hopeless. */
const sendOnce = async (findings: readonly AwsSecurityFinding[], send: SendBatch): Promise<Refusals> => {
  const refused = new Map<string, Failure>();
  const again: AwsSecurityFinding[] = [];
  let closed: Failure | null = null;
  for (const batch of toBatches(findings)) {
    const outcome: Awaited<ReturnType<SendBatch>> =
      closed === null ? await send(batch) : { ok: false, failure: closed };
    if (!outcome.ok && hopeless.has(outcome.failure.cause)) closed = outcome.failure;
    for (const finding of batch) {
      const id = finding.Id ?? '';
      const failure = outcome.ok ? outcome.value.get(id) : outcome.failure;
      if (failure !== undefined) refused.set(id, failure);
      // A call that failed as a whole has had the SDK's own retries.
      if (outcome.ok && failure !== undefined && passing.test(failure.code ?? '')) again.push(finding);
    }
  }
  return { refused, again, closed };
};

/**
 * Sends findings in batches, then again only those that were refused for a reason that may pass. Every finding is
 * told as imported or failed, in the order given. Never throws for what AWS answers.
 */
export const importInBatches = async (
  findings: readonly AwsSecurityFinding[],
  send: SendBatch,
): Promise<ImportReport> => {
  const failures = new Map<string, Failure>();
  for (const finding of findings) {
    const bytes = sizeOf(finding);
    if (bytes > limits.findingBytes) failures.set(finding.Id ?? '', tooLarge(bytes));
  }
  let pending = findings.filter(({ Id }) => !failures.has(Id ?? ''));
  for (let tries = 0; tries < maxTries && pending.length > 0; tries += 1) {
    const { refused, again, closed } = await sendOnce(pending, send);
    for (const { Id } of pending) failures.delete(Id ?? '');
    for (const [id, failure] of refused) failures.set(id, failure);
    pending = closed === null ? again : [];
  }
  const ids = findings.map(({ Id }) => Id ?? '');
  return {
    imported: ids.filter((id) => !failures.has(id)),
    failed: ids.flatMap((findingId) => {
      const failure = failures.get(findingId);
      return failure === undefined ? [] : [{ findingId, failure }];
    }),
  };
};
