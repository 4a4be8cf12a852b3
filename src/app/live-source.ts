import { collectScope } from '#collect/collect-scope.ts';
import { readOfferedServices } from '#collect/offered-services.ts';
import { createOffers } from '#collect/offers.ts';
import { unreadInventory } from '#collect/unread-inventory.ts';
import { createZones } from '#collect/zones.ts';
import { unread } from '#model/coverage.ts';
import type { Inventory } from '#model/inventory.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import type { LiveOptions } from './list-organization.ts';
import { planLive } from './live-plan.ts';
import type { Caller, Plan, PlanGap, Source } from './ports.ts';

export type LiveSource = Source & {
  caller: Caller;
  /** Reads by a plan that was made elsewhere. */
  adopt: (plan: Pick<Plan, 'scopes' | 'gaps'>) => void;
};

/** Operations without which nothing of an account can be read; the failure of any other is told beside what was. */
const entries: ReadonlySet<string> = new Set(['AssumeRole', 'DescribeRegions']);

/** AWS itself. A scope's clients are released as soon as it has been read. */
export const createLiveSource = (options: LiveOptions): LiveSource => {
  const { aws, caller } = options;
  const offers = createOffers();
  /** The accounts that are read in this run. */
  const accounts = new Set<string>();
  const zones = createZones(accounts);
  const gaps = new Map<string, PlanGap[]>();

  const adopt: LiveSource['adopt'] = (plan) => {
    for (const { accountId } of plan.scopes) accounts.add(accountId);
    for (const gap of plan.gaps) gaps.set(scopeKey(gap), [...(gaps.get(scopeKey(gap)) ?? []), gap]);
  };

  const plan: Source['plan'] = async (selection) => {
    const made = await planLive(options, selection);
    adopt(made);
    return made;
  };

  const collect = async (scope: Scope): Promise<Inventory> => {
    const inventory = await collectScope({ aws, scope, offers, zones });
    aws.release(scope);
    return inventory;
  };

  const read = async (scope: Scope): Promise<Inventory> => {
    const told = gaps.get(scopeKey(scope)) ?? [];
    const closed = told.find(({ operation }) => entries.has(operation));
    const inventory =
      closed === undefined ? await collect(scope) : unreadInventory(closed.operation, closed.failure);
    const beside = told.filter((gap) => gap !== closed);
    if (beside.length === 0) return inventory;
    const failures = beside.map(({ operation, failure }) => [operation, unread(failure)] as const);
    return { ...inventory, Coverage: { ...inventory.Coverage, ...Object.fromEntries(failures) } };
  };

  const isOpen = (scope: Scope): boolean =>
    (gaps.get(scopeKey(scope)) ?? []).every(({ operation }) => !entries.has(operation));

  const offered: Source['offered'] = (scopes) => readOfferedServices(aws, scopes.filter(isOpen));

  return { input: 'live', caller, plan, adopt, offered, read };
};
