import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { collectAll } from '#app/collect-all.ts';
import { toScopeCoverage } from '#app/coverage.ts';
import type { Progress, Source } from '#app/ports.ts';
import type { Inventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import { accountIds, emptyScope } from '#test/builders/organization-run.ts';

const regions = Array.from({ length: 17 }, (_, index) => `eu-west-${index + 1}`);
const scopesOf = (accounts: number): Scope[] =>
  accountIds(accounts).flatMap((accountId) => regions.map((region) => ({ accountId, region })));

const sourceOf = (read: (scope: Scope) => Promise<Inventory>): Source => ({
  input: 'live',
  caller: null,
  offered: async () => ({}),
  read,
  plan: () => Promise.reject(new Error('not asked')),
});

const collected = (
  read: (scope: Scope) => Promise<Inventory>,
  scopes: readonly Scope[],
  signal?: AbortSignal,
) => {
  const told: Progress[] = [];
  const inventories = collectAll(sourceOf(read), scopes, {
    onProgress: (progress) => told.push(progress),
    take: (one) => one,
    signal,
  });
  return { told, inventories };
};

describe('the pool', () => {
  it('reads at most 25 scopes at once, and tells each in the order of the plan', async () => {
    let [now, most] = [0, 0];
    const scopes = scopesOf(20);
    const { told, inventories } = collected(async () => {
      now += 1;
      most = Math.max(most, now);
      await sleep(1);
      now -= 1;
      return { ...emptyScope };
    }, scopes);
    expect((await inventories).map(({ scope }) => scope)).toEqual(scopes);
    expect(most).toBe(25);
    expect(told).toHaveLength(scopes.length);
    expect(told.at(-1)).toMatchObject({ kind: 'scope-read', done: scopes.length, total: scopes.length });
  });

  it('lets an account that hangs hold one place, not those of the others', async () => {
    const [slow] = accountIds(1);
    const release = Promise.withResolvers<void>();
    let hanging = 0;
    const scopes = scopesOf(60);
    const { told, inventories } = collected(async ({ accountId }) => {
      if (accountId === slow) {
        hanging += 1;
        await release.promise;
      } else await sleep(1);
      return emptyScope;
    }, scopes);
    while (told.length < 30 * 17) await sleep(1);
    expect(hanging).toBe(1);
    while (told.length < 59 * 17) await sleep(1);
    release.resolve();
    expect(await inventories).toHaveLength(60 * 17);
  });

  it('ends at once when aborted, and begins nothing more', async () => {
    const interrupt = new AbortController();
    let begun = 0;
    const { inventories } = collected(
      async () => {
        begun += 1;
        if (begun === 60) interrupt.abort(new Error('interrupted'));
        await sleep(1);
        return emptyScope;
      },
      scopesOf(20),
      interrupt.signal,
    );
    await expect(inventories).rejects.toThrow('interrupted');
    const atEnd = begun;
    await sleep(20);
    expect(begun).toBe(atEnd);
  });
});

const failing = (message: string): Inventory => ({
  Coverage: { DescribeVpcEndpoints: { complete: false, cause: 'network', message } },
});

describe('what is kept', () => {
  it('is one inventory for all that are empty, and one coverage', async () => {
    const inventories = await collected(async () => structuredClone(emptyScope), scopesOf(20)).inventories;
    expect(new Set(inventories.map(({ inventory }) => inventory)).size).toBe(1);
    const coverage = inventories.map(({ scope, inventory }) => toScopeCoverage(scope, inventory));
    expect(new Set(coverage.map(({ reads }) => reads)).size).toBe(1);
  });

  it('is one for all that fail alike, and each that holds something', async () => {
    const [first, second, third] = accountIds(3);
    const inventories = await collected(async ({ accountId }) => {
      if (accountId === third) return { ...emptyScope, VpcEndpoints: [{ VpcEndpointId: 'vpce-1' }] };
      return failing(accountId === first ? 'one way' : 'another');
    }, scopesOf(3)).inventories;
    const kinds = Map.groupBy(inventories, ({ scope }) => scope.accountId);
    const differentIn = (accountId = ''): number =>
      new Set(kinds.get(accountId)?.map(({ inventory }) => inventory)).size;
    expect([first, second, third].map(differentIn)).toEqual([1, 1, 17]);
  });
});
