import { everyOne, type Outcome, type ScopeCoverage, unread } from '#model/coverage.ts';
import type { Explanation } from '#model/explanation.ts';
import { operations, type ScopedInventory } from '#model/inventory.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { toCoverage, toScopeCoverage } from '../coverage.ts';
import type { Excluded, Plan } from '../ports.ts';

/** Why a scope is not read on purpose, or can never be; null when it should have been. */
const exclusionOf = ({ accountId, region }: Scope, plan: Plan): Excluded | null => {
  const declared = plan.excluded.find(
    (one) =>
      (one.accountId === accountId && (one.region === everyOne || one.region === region)) ||
      (one.accountId === everyOne && one.region === region),
  );
  if (declared !== undefined) return { accountId, region, because: declared.because };
  const isForeign = plan.isListed && plan.accounts.every(({ Id }) => Id !== accountId);
  return isForeign ? { accountId, region, because: 'not an account of the organization' } : null;
};

const notInRun = ({ accountId, region }: Scope): ScopeCoverage => ({
  accountId,
  region,
  status: 'failed',
  because: null,
  reads: [
    {
      operation: operations.VpcEndpoints,
      status: 'failed',
      cause: null,
      by: null,
      code: null,
      message: 'not in this run',
    },
  ],
});

/** What providers of endpoint services are asked about themselves: no answer rests on it. */
const besides: ReadonlySet<string> = new Set([
  operations.ServiceConfigurations,
  operations.VpcEndpointConnections,
  'DescribeVpcEndpointServicePermissions',
]);

const restsOn = ({ scope, inventory }: ScopedInventory): ScopeCoverage => {
  const told = toScopeCoverage(scope, inventory);
  const reads = told.reads.filter(({ operation }) => !besides.has(operation));
  const failed = reads.filter(({ status }) => status === 'failed').length;
  const status = failed === 0 ? 'complete' : failed === reads.length ? 'failed' : 'partial';
  return { ...told, reads, status };
};

/** What was asked besides the inventories and failed, told with the VPC's own. */
export const withFailures = (
  held: readonly ScopedInventory[],
  home: Scope,
  asks: readonly (readonly [operation: string, Outcome<unknown> | null])[],
): ScopedInventory[] => {
  const failures = asks.flatMap(([operation, outcome]) =>
    outcome === null || outcome.ok ? [] : [[operation, unread(outcome.failure)] as const],
  );
  return held.map(({ scope, inventory }) => {
    if (failures.length === 0 || scopeKey(scope) !== scopeKey(home)) return { scope, inventory };
    const Coverage = { ...inventory.Coverage, ...Object.fromEntries(failures) };
    return { scope, inventory: { ...inventory, Coverage } };
  });
};

/** What was read of the scopes that an answer rests on. A scope that was left out on purpose is no gap; any other is. */
export const coverageOf = (
  scopes: readonly Scope[],
  held: readonly ScopedInventory[],
  plan: Plan,
): Explanation['coverage'] => {
  const byKey = new Map(held.map((one) => [scopeKey(one.scope), one]));
  const distinct = [...new Map(scopes.map((scope) => [scopeKey(scope), scope])).values()];
  const read: ScopeCoverage[] = [];
  const excluded: Excluded[] = [];
  for (const scope of distinct) {
    const one = byKey.get(scopeKey(scope));
    const exclusion = one === undefined ? exclusionOf(scope, plan) : null;
    if (one !== undefined) read.push(restsOn(one));
    else if (exclusion === null) read.push(notInRun(scope));
    else excluded.push(exclusion);
  }
  return { ...toCoverage(read, { excluded }), suggestions: [] };
};
