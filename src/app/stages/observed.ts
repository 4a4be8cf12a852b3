import type { ScanResult } from '#model/result.ts';
import { scopeKey } from '#model/scope.ts';
import { createPresence, type Listings } from '#network/listing.ts';
import { toIsComplete } from '../coverage.ts';
import type { Plan, Selection } from '../ports.ts';
import { createReach } from '../publish/reach.ts';
import type { Given } from '../publish/run.ts';

/** What was read of every scope, and what each lists: all of the inventories that publishing needs. Plain data. */
export type Observed = { coverage: ScanResult['coverage']; listings: Listings };

type Answers = Pick<Given, 'isComplete' | 'presenceOf' | 'isLost' | 'isSwitchedOff' | 'unreadScopes'>;

/** The questions that publishing asks of what was observed. */
export const toAnswers = (
  { coverage, listings }: Observed,
  { plan, selection }: { plan: Plan; selection: Selection },
): Answers => {
  const { scopes } = coverage;
  const isComplete = toIsComplete(scopes);
  return {
    isComplete,
    presenceOf: createPresence(listings, isComplete),
    ...createReach({ plan, selection, coverage: scopes }),
    unreadScopes: new Set(scopes.filter(({ status }) => status === 'failed').map(scopeKey)),
  };
};
