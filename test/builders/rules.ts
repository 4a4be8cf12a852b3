import { toCoverage, toIsComplete, toScopeCoverage } from '#app/coverage.ts';
import { findPaths } from '#classify/find-paths.ts';
import type { Account } from '#model/account.ts';
import type { Config } from '#model/config.ts';
import type { Finding } from '#model/finding.ts';
import { type Inventory, type InventoryKey, operations, type ScopedInventory } from '#model/inventory.ts';
import { joinInventories } from '#network/join.ts';
import { evaluateRules } from '#rules/registry.ts';
import type { Rule, RuleInput } from '#rules/rule.ts';
import * as build from './network.ts';

type World = Partial<Pick<RuleInput, 'isListed' | 'hub' | 'observedAt'>> & {
  accounts?: Account[];
  config?: Partial<Config>;
};

/** All that a rule judges, of these inventories. */
export const ruleInput = (inventories: ScopedInventory[], world: World = {}): RuleInput => {
  const { accounts = build.accounts, config = {}, ...rest } = world;
  const network = joinInventories({ accounts, inventories });
  const whole = build.configOf(config);
  const read = inventories.map(({ scope, inventory }) => toScopeCoverage(scope, inventory));
  return {
    network,
    paths: findPaths(network, whole),
    config: whole,
    coverage: toCoverage(read, { excluded: [] }),
    isComplete: toIsComplete(read),
    isListed: true,
    hub: null,
    observedAt: '2026-11-22T03:00:00.000Z',
    ...rest,
  };
};

/** An inventory that was read whole: every key that is not given is an empty list. */
export const wholeInventory = (given: Inventory): Inventory => ({
  ...Object.fromEntries((Object.keys(operations) as InventoryKey[]).map((key) => [key, []])),
  ...given,
});

/** What one rule finds: what passed only where it is told, or `publishedStatuses` asks for it. */
export const findingsOfRule = (rule: Rule, inventories: ScopedInventory[], world: World = {}): Finding[] =>
  evaluateRules(ruleInput(inventories, world), [rule]);
