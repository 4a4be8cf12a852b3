import { isDisproved, isOrphan, type Knowledge } from './evidence.ts';
import { sentAgain } from './held-finding.ts';
import type { AwsSecurityFinding, HeldFinding } from './types.ts';

export type StraysInput = Knowledge & {
  /** Active findings where they are not kept any more: the other mode of publishing left them there. */
  strays: readonly HeldFinding[];
  /** Is the finding of this Id active where it is kept now? */
  isLiving: (id: string) => boolean;
  /** The Ids that this run wants, evaluated or not. */
  wanted: ReadonlySet<string>;
  observedAt: string;
};

/** What to send, and the Ids of what stays as it is. */
export type StraysPlan = { archive: AwsSecurityFinding[]; kept: string[]; orphaned: string[] };

type Fate = 'archive' | 'kept' | 'orphaned';

const fateOf = (stray: HeldFinding, input: StraysInput): Fate => {
  const { id, updatedAt } = stray;
  if (Date.parse(updatedAt) >= Date.parse(input.observedAt)) return 'kept';
  if (input.isLiving(id)) return 'archive';
  // It is the only one of its subject for now.
  if (input.wanted.has(id)) return 'kept';
  if (isDisproved(stray, input)) return 'archive';
  return isOrphan(stray, input) ? 'orphaned' : 'kept';
};

/**
 * What becomes of the findings that the other mode of publishing left behind. Pure. One is archived when it is
 * active where it is kept now, so that no subject has two, or when it is disproved like any other.
 */
export const reconcileStrays = (input: StraysInput): StraysPlan => {
  const byFate = Map.groupBy(input.strays, (stray) => fateOf(stray, input));
  const idsOf = (fate: Fate): string[] => (byFate.get(fate) ?? []).map(({ id }) => id);
  return {
    archive: (byFate.get('archive') ?? []).map((stray) =>
      sentAgain(stray, { observedAt: input.observedAt, recordState: 'ARCHIVED' }),
    ),
    kept: idsOf('kept'),
    orphaned: idsOf('orphaned'),
  };
};
