import type { Config } from '#model/config.ts';
import { ownerAccountOf } from '#model/finding-id.ts';
import type { Scope } from '#model/scope.ts';
import { sliceCount, sliceOf } from '#securityhub/slice.ts';
import { toBatches } from './batches.ts';

/** Findings of one batch of central publishing, about: some 40 MB. */
const findingsABatch = 10_000;

/** What a batch of publishing is about. `slices` are those of the place of central findings; null where owners have theirs. */
export type PublishBatch = {
  /** Told as failed when nothing comes of the batch. */
  places: Scope[];
  slices: number[] | null;
};

type Scopes = { scopes: readonly Scope[] };

/** How the publishing of a run is divided: the same of the same plan, configuration and number of batches. */
export type Division = {
  batches: PublishBatch[];
  /** The batch of a finding's Id: its slice's, else its owner's; the first has those of owners outside the run. */
  batchOf: (id: string) => number;
};

const centralDivision = (central: Scope, count: number): Division => {
  const batchOfSlice = (slice: number): number => Math.floor((slice * count) / sliceCount);
  const slices = Array.from({ length: sliceCount }, (_, slice) => slice);
  return {
    batches: Array.from({ length: count }, (_, batch) => ({
      places: [central],
      slices: slices.filter((slice) => batchOfSlice(slice) === batch),
    })),
    batchOf: (id) => batchOfSlice(sliceOf(id)),
  };
};

const ownerDivision = (scopes: readonly Scope[]): Division => {
  const batches = toBatches(scopes);
  const batchOfAccount = new Map(
    batches.flatMap((batch, index) =>
      batch.map(({ accountId }): [string | null, number] => [accountId, index]),
    ),
  );
  return {
    batches: batches.map((places) => ({ places, slices: null })),
    batchOf: (id) => batchOfAccount.get(ownerAccountOf(id)) ?? 0,
  };
};

/** `count` is what `countBatches` said: of central findings how many there are decides it. */
export const divide = (
  { scopes }: Scopes,
  { publishing: { mode, central } }: Pick<Config, 'publishing'>,
  count: number,
): Division =>
  mode === 'central' && central !== null ? centralDivision(central, count) : ownerDivision(scopes);

/** So many that what one worker reads stays bounded; of central findings at most one a slice. */
export const countBatches = (
  { scopes }: Scopes,
  { publishing: { mode } }: Pick<Config, 'publishing'>,
  findings: number,
): number =>
  mode === 'central'
    ? Math.min(sliceCount, Math.max(1, Math.ceil(findings / findingsABatch)))
    : toBatches(scopes).length;

/** Are the batches done one after the other? Security Hub's rates are those of one account and Region. */
export const isOneByOne = ({ publishing: { mode } }: Pick<Config, 'publishing'>): boolean =>
  mode === 'central';
