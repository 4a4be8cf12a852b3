import { everyOne, type ScopeCoverage } from '#model/coverage.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import type { Plan, Selection } from '../ports.ts';

type Told = {
  plan: Pick<Plan, 'accounts' | 'isListed' | 'scopes' | 'excluded' | 'gaps'>;
  selection: Selection;
  coverage: readonly ScopeCoverage[];
};

/** What fails when an account's Regions cannot be told. */
const regionReads: ReadonlySet<string> = new Set(['AssumeRole', 'DescribeRegions']);

const isOneOf = (name: string, told: string): boolean => told === everyOne || told === name;

/**
 * Accounts whose enabled Regions are all known: planned whole, and nothing failed that tells them. The plan says so too,
 * since of a scope that there was no time for coverage tells only that.
 */
const accountsKnown = ({ plan, selection, coverage }: Told): ReadonlySet<string> => {
  if (selection.regions !== null) return new Set();
  const known = new Set(plan.scopes.map(({ accountId }) => accountId));
  for (const { accountId, operation } of plan.gaps) if (regionReads.has(operation)) known.delete(accountId);
  for (const { accountId, reads } of coverage) {
    const isUntold = reads.some(({ operation, status }) => status === 'failed' && regionReads.has(operation));
    if (isUntold) known.delete(accountId);
  }
  return known;
};

/** Which scopes this run will not read, and no later one as things are. */
export type Reach = {
  /**
   * Will a scope never be read again: its account left the organization (which listed all it has), it is left out on
   * purpose, or its Region is switched off? What this run merely did not ask for is not lost.
   */
  isLost: (scope: Scope) => boolean;
  /** Does its account's own list of Regions say that this one is switched off? */
  isSwitchedOff: (scope: Scope) => boolean;
};

export const createReach = (told: Told): Reach => {
  const { accounts, isListed, scopes, excluded } = told.plan;
  const members = new Set(accounts.map(({ Id }) => Id));
  const planned = new Set(scopes.map(scopeKey));
  const known = accountsKnown(told);
  const isLeftOut = ({ accountId, region }: Scope): boolean =>
    excluded.some((out) => isOneOf(accountId, out.accountId) && isOneOf(region, out.region));
  const isSwitchedOff = (scope: Scope): boolean =>
    known.has(scope.accountId) && !planned.has(scopeKey(scope)) && !isLeftOut(scope);
  return {
    isSwitchedOff,
    isLost: (scope) => {
      if (planned.has(scopeKey(scope))) return false;
      const hasLeft = isListed && !members.has(scope.accountId);
      return hasLeft || isLeftOut(scope) || isSwitchedOff(scope);
    },
  };
};
