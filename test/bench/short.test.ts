import { describe, expect, it } from 'vitest';
import { benches, isBench } from '../../bench/benches.ts';

/*
 * Every bench at a size that shows only that what it measures works: no figure of time is looked at. A bench itself
 * throws when its reads are not complete, findings do not converge, or an answer is not the reference's.
 */

/** What is counted rather than timed, and so the same on every machine. */
const expected: Record<string, object[]> = {
  scan: [{ accounts: 3, scopes: 51, timesTheFewestCalls: 1, throttled: 0 }],
  'scan-memory': [
    { accounts: 4, paths: 0, callsAScope: 3 },
    { accounts: 8, paths: 0, callsAScope: 3 },
    { accounts: 4, paths: 4 },
    { accounts: 8, paths: 7 },
  ],
  network: [500, 1000, 2000, 4000].map((endpoints) => ({ endpoints, paths: endpoints * 1.8 })),
  'brute-force': [
    { family: 'ipv4', agreed: 50 },
    { family: 'ipv6', agreed: 50 },
  ],
  rules: [250, 500, 1000, 2000].map((endpoints) => ({ endpoints })),
  publish: [
    { mode: 'owner', wanted: 1996, changed: 20, timesTheFewestCalls: 1, throttled: 0 },
    { mode: 'central', wanted: 1996, changed: 20, throttled: 0 },
  ],
  durable: [{ batches: 34, operations: 75 }, { failingOfAHundred: 10 }, { failingOfAHundred: 100 }],
  // A figure, or that there is no browser.
  report: [{}],
  soak: [{ nights: 10, lost: 0, duplicated: 0, handles: '1-1' }],
};

// What `start` bundles is built, and run, by tests of its own.
describe.each(Object.keys(benches).filter((name) => name !== 'start'))('the bench %s', (name) => {
  it('measures what works', { timeout: 300_000 }, async () => {
    if (!isBench(name)) throw new Error(`no bench ${name}`);
    expect(await benches[name]('short')).toMatchObject(expected[name] ?? []);
  });
});
