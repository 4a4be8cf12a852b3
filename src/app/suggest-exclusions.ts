import type { ScopeCoverage } from '#model/coverage.ts';
import { operations } from '#model/inventory.ts';
import type { Suggestion } from '#model/result.ts';
import { compareText } from '#model/scope.ts';
import { oncePerKey } from '#network/once-per.ts';

/** Asked in every scope, whatever it holds. */
const firstReads: ReadonlySet<string> = new Set([
  operations.VpcEndpoints,
  operations.VpcPeeringConnections,
  operations.ServiceConfigurations,
]);

type Denial = 'denied' | 'readable' | 'unknown';

/** Does an SCP keep everything of this scope from being read? An account that could not be entered does not say. */
const toDenial = (reads: ScopeCoverage['reads']): Denial => {
  const first = reads.filter(({ operation }) => firstReads.has(operation));
  if (first.length > 0 && first.every(({ by }) => by === 'scp')) return 'denied';
  return first.every(({ status }) => status === 'failed') ? 'unknown' : 'readable';
};

/**
 * The Regions that an SCP denies in every account, as landing zones do with those that nobody is to use. SCPs do not
 * bind the management account (docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html), so
 * where two accounts or more are denied, one may be left that can read there.
 */
export const suggestExclusions = (scopes: readonly ScopeCoverage[]): Suggestion[] => {
  // Most scopes have the same reads.
  const denialOf = oncePerKey(toDenial);
  const counts = new Map<string, Record<Denial, number>>();
  for (const scope of scopes) {
    const count = counts.get(scope.region) ?? { denied: 0, readable: 0, unknown: 0 };
    counts.set(scope.region, count);
    count[denialOf(scope.reads)] += 1;
  }
  return [...counts]
    .filter(([, { denied, readable }]) => denied > 0 && (readable === 0 || (readable === 1 && denied > 1)))
    .map(([excludeRegion, { denied }]) => ({ excludeRegion, accounts: denied }))
    .sort((a, b) => compareText(a.excludeRegion, b.excludeRegion));
};
