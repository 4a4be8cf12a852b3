import pMap from 'p-map';
import { enabledRegions } from '#aws/regions.ts';
import { isAccountHopeless } from '#collect/is-hopeless.ts';
import type { Failure, Outcome } from '#model/coverage.ts';
import type { Scope } from '#model/scope.ts';
import { divideAccounts, divideRegions, refuseExcluded, tellExcluded } from './declared-scope.ts';
import { InputError } from './input-error.ts';
import { type LiveOptions, listOrganization } from './list-organization.ts';
import { placeAccounts } from './place-accounts.ts';
import type { Plan, PlanGap, Selection } from './ports.ts';
import { select } from './select.ts';
import { someNames } from './some-names.ts';

/** Accounts asked for their Regions at once. */
const accountsAtOnce = 50;

type Enabled = { accountId: string; regions: Outcome<string[]> };

const enabledIn = async (accountId: string, { aws, homeRegion }: LiveOptions): Promise<Enabled> => {
  const home = { accountId, region: homeRegion };
  const regions = await enabledRegions(aws, home);
  // Its turn to be read may come much later.
  aws.release(home);
  return { accountId, regions };
};

/** The same text once in memory, though every account's answer brings its own. */
const createNames = (): ((name: string) => string) => {
  const names = new Map<string, string>();
  return (name) => {
    const known = names.get(name);
    if (known === undefined) names.set(name, name);
    return known ?? name;
  };
};

/** An account that may not be entered is told as such, not by what was asked first. */
const gapOf = (failure: Failure): Pick<PlanGap, 'operation' | 'failure'> => ({
  operation: failure.by === 'role-missing' ? 'AssumeRole' : 'DescribeRegions',
  failure,
});

/**
 * The scopes of the chosen accounts. Where an account's Regions cannot be told, those that were asked for are tried;
 * when none were, or nothing of the account could be read, gaps stand for its scopes.
 */
const scopesOf = (
  enabled: readonly Enabled[],
  asked: readonly string[] | null,
  homeRegion: string,
): { scopes: Scope[]; gaps: PlanGap[] } => {
  const nameOf = createNames();
  const scopes: Scope[] = [];
  const gaps: PlanGap[] = [];
  for (const { accountId, regions } of enabled) {
    const names = regions.ok ? regions.value : (asked ?? [homeRegion]);
    const own = names.map((name) => ({ accountId, region: nameOf(name) }));
    if (regions.ok || (asked !== null && !isAccountHopeless(regions.failure))) {
      scopes.push(...own);
    } else {
      const gap = gapOf(regions.failure);
      gaps.push(...own.map((scope) => ({ ...scope, ...gap })));
    }
  }
  return { scopes, gaps };
};

/** A Region that no account has is a slip of the pen, which would leave out the one that was meant. */
const refuseUnknownRegions = ({ regions }: LiveOptions['scope'], scopes: readonly Scope[]): void => {
  const known = new Set(scopes.map(({ region }) => region));
  const unknown = (regions ?? []).filter((region) => !known.has(region));
  if (unknown.length === 0) return;
  const there = someNames([...known].sort());
  throw new InputError(`scope.regions: no account has ${someNames(unknown)} enabled, but ${there}`);
};

const toScope = ({ accountId, region }: Scope): Scope => ({ accountId, region });

/** Lists accounts and their Regions, as far as they are in scope and selected. What is asked wrongly is an InputError. */
export const planLive = async (options: LiveOptions, selection: Selection): Promise<Plan> => {
  const { caller, homeRegion, scope } = options;
  const listed = await listOrganization(options);
  const { accounts, gap: unplaced } = await placeAccounts(options, listed.accounts);
  const reached = listed.isOrganization ? accounts : accounts.filter(({ Id }) => Id === caller.accountId);
  const inScope = divideAccounts(reached, scope, listed.units);
  refuseExcluded({ ...selection, regions: null }, inScope.excluded);
  const chosen = select(
    inScope.chosen.map((accountId) => ({ accountId, region: homeRegion })),
    { ...selection, regions: null },
  );
  if (chosen.length === 0) throw new InputError('scope: every account is left out');

  const enabled = await pMap(chosen, ({ accountId }) => enabledIn(accountId, options), {
    concurrency: accountsAtOnce,
  });
  const { scopes, gaps } = scopesOf(enabled, selection.regions ?? scope.regions, homeRegion);
  refuseUnknownRegions(scope, scopes.concat(gaps.map(toScope)));
  const inRegions = divideRegions(scopes, scope);
  refuseExcluded({ ...selection, accounts: null }, inRegions.excluded);
  const readable = select(inRegions.chosen.concat(gaps.map(toScope)), {
    accounts: null,
    regions: scope.regions,
  });
  const planned = select(readable, { ...selection, accounts: null });
  const [first] = planned;
  if (first === undefined) throw new InputError('scope: every Region is left out');

  const excluded = [...inScope.excluded, ...inRegions.excluded];
  return {
    partition: caller.partition,
    accounts,
    isListed: listed.isListed,
    scopes: planned,
    excluded,
    notices: [...listed.notices, ...tellExcluded(excluded, accounts, scope)],
    gaps: [...gaps, ...[listed.gap, unplaced].flatMap((gap) => (gap === null ? [] : [{ ...first, ...gap }]))],
    hub: { accountId: caller.accountId, region: homeRegion },
    observedAt: null,
  };
};
