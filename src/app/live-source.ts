import pMap from 'p-map';
import { isAlive, listAccounts } from '#aws/accounts.ts';
import type { Aws } from '#aws/clients.ts';
import { enabledRegions } from '#aws/regions.ts';
import { collectScope } from '#collect/collect-scope.ts';
import { createOffers } from '#collect/offers.ts';
import { createZones } from '#collect/zones.ts';
import type { Account } from '#model/account.ts';
import { type Failure, unread } from '#model/coverage.ts';
import type { Inventory } from '#model/inventory.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import type { Caller, Plan, Selection, Source } from './ports.ts';
import { select } from './select.ts';

/** Accounts asked for their Regions at once. */
const accountsAtOnce = 20;

type Listed = Pick<Plan, 'accounts' | 'isListed' | 'notices'> & {
  isOrganization: boolean;
  /** Why the accounts that were asked for could not be listed: a gap in what was read. */
  gap: Failure | null;
};

/**
 * AWS itself. The organization's accounts are listed in any case, because they say whose a finding is; they are
 * scanned only when `isOrganization` asks for it. Without an organization, or the permission to list it: the
 * caller's account alone, and the plan says so.
 */
export const createLiveSource = ({
  aws,
  caller,
  homeRegion,
  isOrganization,
}: {
  aws: Aws;
  caller: Caller;
  homeRegion: string;
  isOrganization: boolean;
}): Source & { caller: Caller } => {
  const offers = createOffers();
  /** The accounts that the plan chose. */
  const accounts = new Set<string>();
  const zones = createZones(accounts);
  /** Scopes that could not even be planned: the account's Regions could not be listed. */
  const unplanned = new Map<string, Failure>();
  /** The scope in which it is told that the accounts could not be listed, and why. */
  let unlisted: { key: string; failure: Failure } | null = null;

  const self: Account = { Id: caller.accountId };

  const list = async (): Promise<Listed> => {
    const listed = await listAccounts(aws, homeRegion);
    if (listed.ok) {
      const isMember = listed.value.some(({ Id }) => Id === self.Id);
      const accounts = isMember ? listed.value : [self, ...listed.value];
      return { accounts, isListed: true, isOrganization, notices: [], gap: null };
    }
    const { cause, message } = listed.failure;
    // AWS's answer to an account that is in no organization.
    const isAlone = cause === 'not-enabled';
    const notice = `the organization's accounts could not be listed (${message ?? cause}): this account alone`;
    return {
      accounts: [self],
      isListed: isAlone,
      isOrganization: false,
      notices: isOrganization ? [notice] : [],
      gap: isOrganization && !isAlone ? listed.failure : null,
    };
  };

  const scopesOf = async (accountId: string, { regions }: Selection): Promise<Scope[]> => {
    const home = { accountId, region: homeRegion };
    const enabled = await enabledRegions(aws, home);
    if (enabled.ok) return enabled.value.map((region) => ({ accountId, region }));
    aws.release(home);
    if (regions !== null) return regions.map((region) => ({ accountId, region }));
    unplanned.set(scopeKey(home), enabled.failure);
    return [home];
  };

  const plan = async (selection: Selection): Promise<Plan> => {
    const { accounts: listed, isListed, isOrganization: isWhole, notices, gap } = await list();
    const reachable = isWhole ? listed.filter(isAlive).map(({ Id }) => Id) : [caller.accountId];
    const chosen = select(
      reachable.map((accountId) => ({ accountId, region: homeRegion })),
      { ...selection, regions: null },
    );
    for (const { accountId } of chosen) accounts.add(accountId);
    const scopes = await pMap(chosen, ({ accountId }) => scopesOf(accountId, selection), {
      concurrency: accountsAtOnce,
    });
    const selected = select(scopes.flat(), { ...selection, accounts: null });
    const [first] = selected;
    if (gap !== null && first !== undefined) unlisted = { key: scopeKey(first), failure: gap };
    return {
      partition: caller.partition,
      accounts: listed,
      isListed,
      scopes: selected,
      excluded: [],
      notices,
      observedAt: null,
    };
  };

  const readPlanned = async (scope: Scope, failure: Failure | undefined): Promise<Inventory> => {
    if (failure !== undefined) return { Coverage: { DescribeRegions: unread(failure) } };
    const inventory = await collectScope({ aws, scope, offers, zones });
    aws.release(scope);
    return inventory;
  };

  const read = async (scope: Scope): Promise<Inventory> => {
    const key = scopeKey(scope);
    const inventory = await readPlanned(scope, unplanned.get(key));
    if (unlisted?.key !== key) return inventory;
    return { ...inventory, Coverage: { ...inventory.Coverage, ListAccounts: unread(unlisted.failure) } };
  };

  return { input: 'live', caller, plan, read };
};
