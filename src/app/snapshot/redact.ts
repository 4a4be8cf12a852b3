import type { Account } from '#model/account.ts';
import { type Inventory, inventorySchema, type ScopedInventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import { type Organization, organizationSchema } from '#model/snapshot.ts';
import { createRules } from './redact-text.ts';
import { inventoryPlan, organizationPlan, type Plan, type Rule } from './redaction-plan.ts';

export type Redactor = {
  organization: (organization: { Accounts: readonly Account[] }) => Organization;
  /** Of the scope the account is replaced, the Region stays. */
  inventory: (scope: Scope, inventory: Inventory) => ScopedInventory;
};

/** `DescribeVpcs`, `DescribeVpcEndpointServices:ServiceRegions`: the names that Coverage is keyed by. */
const operation = /^[A-Z][A-Za-z]{2,60}(?::[A-Za-z]{2,40})?$/;

const planOf = (plan: { readonly [field: string]: Plan }, key: string): Plan | undefined =>
  Object.hasOwn(plan, key) ? plan[key] : operation.test(key) ? plan['*'] : undefined;

const apply = (value: unknown, plan: Plan, rules: Record<Rule, (text: string) => string>): unknown => {
  if (Array.isArray(value)) return value.map((item) => apply(item, plan, rules));
  if (typeof value === 'string')
    return typeof plan === 'object' || plan === 'keep' ? undefined : rules[plan](value);
  if (typeof value !== 'object' || value === null) return plan === 'keep' ? value : undefined;
  if (typeof plan !== 'object') return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const told = planOf(plan, key);
      return told === undefined ? [] : [[key, apply(item, told, rules)]];
    }),
  );
};

/**
 * Replaces what identifies its owner: accounts, resources, tags, names, descriptions and private domains, each always
 * by the same pseudonym for a given `key`, so that classes and verdicts stay. It works by an allowlist
 * (`redaction-plan.ts`): addresses, states, types, Regions and AWS's own names stay, fields the model does not name
 * are left out. Who holds the key can test a guess; without it nothing leads back.
 */
export const createRedactor = (key: string): Redactor => {
  const rules = createRules(key);
  return {
    organization: (organization) => organizationSchema.parse(apply(organization, organizationPlan, rules)),
    inventory: (scope, inventory) => ({
      scope: { accountId: rules.account(scope.accountId), region: scope.region },
      inventory: inventorySchema.parse(apply(inventory, inventoryPlan, rules)),
    }),
  };
};
