import { describe, expect, it } from 'vitest';
import type { FindingsStores, Source } from '#app/ports.ts';
import { scan } from '#app/scan.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import * as build from '#test/builders/network.ts';

const inventories = build.tokyoToOregon();

/** Reads what the builders hold of two scopes, and interrupts after as many as `after`. */
const interruptedScan = (after: number) => {
  const interrupt = new AbortController();
  let begun = 0;
  const source: Source = {
    input: 'live',
    caller: null,
    offered: async () => ({}),
    plan: async () => {
      if (after < 0) interrupt.abort(new Error('interrupted'));
      return {
        partition: 'aws',
        accounts: build.accounts,
        scopes: inventories.map(({ scope }) => scope),
        excluded: [],
        gaps: [],
        isListed: true,
        hub: null,
        notices: [],
        observedAt: null,
      };
    },
    read: async (scope: Scope) => {
      begun += 1;
      if (begun === after) interrupt.abort(new Error('interrupted'));
      return inventories.find((scoped) => scopeKey(scoped.scope) === scopeKey(scope))?.inventory ?? {};
    },
  };
  const asked: Scope[] = [];
  const stores: FindingsStores = (scope) => {
    asked.push(scope);
    throw new Error('nothing is published');
  };
  const run = scan({
    source,
    stores,
    config: build.configOf(),
    selection: { accounts: null, regions: null },
    failOn: null,
    clock: () => new Date('2026-11-22T03:00:00.000Z'),
    signal: interrupt.signal,
    onProgress: () => {},
  });
  return { run, asked };
};

describe('an interrupted scan', () => {
  it('tells what was read, and what was not begun', async () => {
    const { run, asked } = interruptedScan(1);
    const { coverage, publish, exitReasons } = await run;
    expect({ publish, exitReasons, asked }).toEqual({
      publish: null,
      exitReasons: ['coverage-incomplete'],
      asked: [],
    });
    expect(coverage.complete).toBe(false);
    const notBegun = coverage.scopes.filter(({ status }) => status === 'failed');
    expect(notBegun).toHaveLength(inventories.length - 1);
    for (const { reads } of notBegun) {
      expect(new Set(reads.map(({ code, message }) => `${code}: ${message}`))).toEqual(
        new Set(['Interrupted: not begun: the run was interrupted']),
      );
    }
  });

  it('publishes nothing though all was read', async () => {
    const { run, asked } = interruptedScan(inventories.length);
    expect(await run).toMatchObject({ publish: null });
    expect(asked).toEqual([]);
  });

  it('tells nothing where there was no plan yet', async () => {
    await expect(interruptedScan(-1).run).rejects.toThrow('interrupted');
  });
});
