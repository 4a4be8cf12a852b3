import { describe, expect, it } from 'vitest';
import { InputError } from '#app/input-error.ts';
import type { FindingsStores, Source } from '#app/ports.ts';
import { scan } from '#app/scan.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import type { AwsSecurityFinding } from '#securityhub/types.ts';
import * as build from '#test/builders/network.ts';

const now = '2026-11-22T03:00:00.000Z';
const inventories = build.tokyoToOregon();
const read = async (scope: Scope) =>
  inventories.find((scoped) => scopeKey(scoped.scope) === scopeKey(scope))?.inventory ?? {};

const sourceOf = (input: Source['input'], observedAt: string | null): Source => ({
  input,
  caller: null,
  offered: async () => ({}),
  read,
  plan: async () => ({
    partition: 'aws',
    accounts: build.accounts,
    scopes: inventories.map(({ scope }) => scope),
    excluded: [],
    gaps: [],
    isListed: true,
    hub: null,
    notices: [],
    observedAt,
  }),
});

/** Security Hub as it takes whatever it is sent; `sent` keeps it. */
const acceptingStores =
  (sent: AwsSecurityFinding[]): FindingsStores =>
  () => ({
    close: () => {},
    held: async () => ({ ok: true, value: [] }),
    importFindings: async (findings) => {
      sent.push(...findings);
      return { imported: findings.map(({ Id }) => Id ?? ''), failed: [] };
    },
  });

const scanned = (source: Source, stores: FindingsStores | null) =>
  scan({
    source,
    stores,
    config: build.configOf(),
    selection: { accounts: null, regions: null },
    failOn: null,
    clock: () => new Date(now),
    onProgress: () => {},
  });

describe('the time of what is published', () => {
  it.each<[string, Source['input'], string | null, string]>([
    ['is now', 'live', null, now],
    ['is the capture’s', 'snapshot', '2026-11-20T17:00:00Z', '2026-11-20T17:00:00.000Z'],
    ['is told as Security Hub takes it', 'snapshot', '2026-11-21T02:00+09:00', '2026-11-20T17:00:00.000Z'],
  ])('%s: %s', async (_, input, observedAt, expected) => {
    const sent: AwsSecurityFinding[] = [];
    const { findings } = await scanned(sourceOf(input, observedAt), acceptingStores(sent));
    expect(sent.length).toBeGreaterThan(1);
    for (const { CreatedAt, UpdatedAt } of sent) expect([CreatedAt, UpdatedAt]).toEqual([expected, expected]);
    // What was not evaluated was not sent.
    const told = findings.filter(({ status }) => status !== 'not-evaluated');
    expect(new Set(told.map(({ firstSeenAt }) => firstSeenAt))).toEqual(new Set([expected]));
  });

  it.each([
    ['unknown', null],
    ['in the future', '2026-11-23T00:00:00Z'],
  ])('may not be %s', async (_, capturedAt) => {
    const sent: AwsSecurityFinding[] = [];
    const run = scanned(sourceOf('snapshot', capturedAt), acceptingStores(sent));
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow('organization.json: capturedAt: ');
    expect(sent).toEqual([]);
    expect((await scanned(sourceOf('snapshot', capturedAt), null)).publish).toBeNull();
  });
});

it('a mistake in one scope is told, but not before the other scopes were published', async () => {
  const sent: AwsSecurityFinding[] = [];
  const accepting = acceptingStores(sent);
  const stores: FindingsStores = (scope) => {
    if (scope.region !== build.tokyo.region) return accepting(scope);
    throw new TypeError('a mistake of ours');
  };
  await expect(scanned(sourceOf('live', null), stores)).rejects.toMatchObject({
    errors: [new TypeError('a mistake of ours')],
  });
  expect(new Set(sent.map(({ AwsAccountId }) => AwsAccountId))).toEqual(new Set([build.oregon.accountId]));
});
