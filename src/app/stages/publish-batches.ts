import type { Config } from '#model/config.ts';
import type { Finding } from '#model/finding.ts';
import type { Scope } from '#model/scope.ts';
import { toBatches } from './batches.ts';

/** To which scopes a batch publishes, and what. */
export type PublishBatch = { scopes: Scope[]; findings: Finding[] };

/**
 * Must one worker publish all? Findings kept in one place are, and so is a move from one mode to the other: it has to
 * know every finding wanted.
 */
export const isPublishedTogether = ({ publishing: { mode, central } }: Config): boolean =>
  mode === 'central' || central !== null;

/** Each owner's findings go with the owner's scopes; those of owners outside the run with the first batch. */
export const toPublishBatches = (
  { scopes }: { scopes: Scope[] },
  findings: Finding[],
  config: Config,
): PublishBatch[] => {
  if (isPublishedTogether(config)) return [{ scopes, findings }];
  const batches = toBatches(scopes);
  const batchOf = new Map(
    batches.flatMap((batch, index) => batch.map(({ accountId }) => [accountId, index])),
  );
  const byBatch = Map.groupBy(findings, ({ accountId }) => batchOf.get(accountId) ?? 0);
  return batches.map((batch, index) => ({ scopes: batch, findings: byBatch.get(index) ?? [] }));
};
