import { expect, it } from 'vitest';
import { toBatches } from '#app/stages/batches.ts';
import { isPublishedTogether, toPublishBatches } from '#app/stages/publish-batches.ts';
import type { Finding } from '#model/finding.ts';
import type { Scope } from '#model/scope.ts';
import { configOf } from '#test/builders/network.ts';

const accountId = (index: number): string => String(index).padStart(12, '0');
const scopes: Scope[] = Array.from({ length: 40 * 17 }, (_, index) => ({
  accountId: accountId(Math.floor(index / 17)),
  region: `us-west-${(index % 17) + 1}`,
}));
const findingOf = (owner: string): Finding =>
  ({ accountId: owner, region: 'us-west-1', id: owner }) as Finding;
const findings = [...Array.from({ length: 40 }, (_, index) => accountId(index)), accountId(999)].map(
  findingOf,
);
const central = { accountId: accountId(1), region: 'us-west-1' };

it('an owner’s findings go with all of the owner’s scopes, those of others with the first batch', () => {
  const batches = toPublishBatches({ scopes }, findings, configOf());
  expect(batches.map((batch) => batch.scopes)).toEqual(toBatches(scopes));
  expect(batches.length).toBeGreaterThan(5);
  expect(batches.flatMap((batch) => batch.findings).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
    findings,
  );
  const strangers = batches.map((batch) => {
    const owners = new Set(batch.scopes.map((scope) => scope.accountId));
    return batch.findings.filter((finding) => !owners.has(finding.accountId)).map(({ id }) => id);
  });
  expect(strangers).toEqual([[accountId(999)], ...Array.from({ length: batches.length - 1 }, () => [])]);
});

it.each([
  [{ mode: 'owner' as const, central: null }, false],
  [{ mode: 'owner' as const, central }, true],
  [{ mode: 'central' as const, central }, true],
])('%j: all by one worker is %s', (publishing, together) => {
  const config = configOf({ publishing });
  expect(isPublishedTogether(config)).toBe(together);
  expect(toPublishBatches({ scopes }, findings, config).length === 1).toBe(together);
});
