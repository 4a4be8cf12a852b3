import { describe, expect, it } from 'vitest';
import { maximumBatches, toBatches } from '#app/stages/batches.ts';
import { countBatches, divide, isOneByOne } from '#app/stages/publish-batches.ts';
import { findingId } from '#model/finding-id.ts';
import type { Scope } from '#model/scope.ts';
import { sliceCount, sliceOf } from '#securityhub/slice.ts';

const accountId = (index: number): string => String(index).padStart(12, '0');
const scopes: Scope[] = Array.from({ length: 40 * 17 }, (_, index) => ({
  accountId: accountId(Math.floor(index / 17)),
  region: `us-west-${(index % 17) + 1}`,
}));
const idOf = (owner: number, subject = 0): string =>
  findingId({
    partition: 'aws',
    accountId: accountId(owner),
    region: 'us-west-1',
    rule: 'connection-path',
    subjectId: `vpc-${subject}`,
  });
const central = { accountId: accountId(1), region: 'us-west-1' };
const ofOwners = { publishing: { mode: 'owner' as const, central: null } };
const ofOwnersAgain = { publishing: { mode: 'owner' as const, central } };
const inOnePlace = { publishing: { mode: 'central' as const, central } };

describe.each([
  ['told', ofOwnersAgain],
  ['not told', ofOwners],
])('owner mode, the central place %s', (_, config) => {
  const count = countBatches({ scopes }, config, 1_000_000);
  const { batches, batchOf } = divide({ scopes }, config, count);

  it('is divided by owners, who have their scopes and findings in one batch, many at once', () => {
    expect(batches.map(({ places }) => places)).toEqual(toBatches(scopes));
    expect(count).toBe(batches.length);
    expect(count).toBeGreaterThan(5);
    expect(isOneByOne(config)).toBe(false);
    const owners = Array.from({ length: 40 }, (_, owner) => owner);
    for (const owner of owners) {
      expect(batches[batchOf(idOf(owner))]?.places).toContainEqual({
        accountId: accountId(owner),
        region: 'us-west-1',
      });
    }
  });

  it('has the findings of owners outside the run in the first batch, and what is no Id of ours', () => {
    expect([idOf(999), 'vpc-path-auditor/retired/1', ''].map(batchOf)).toEqual([0, 0, 0]);
  });
});

describe('central mode', () => {
  it.each([
    [0, 1],
    [10_000, 1],
    [10_001, 2],
    [300_000, 30],
    [5_000_000, sliceCount],
  ])('%i findings are %i batches, one after the other, of slices that are whole', (findings, expected) => {
    const count = countBatches({ scopes }, inOnePlace, findings);
    expect(count).toBe(expected);
    expect(count).toBeLessThanOrEqual(maximumBatches);
    expect(isOneByOne(inOnePlace)).toBe(true);
    const { batches, batchOf } = divide({ scopes }, inOnePlace, count);
    expect(batches.flatMap(({ slices }) => slices)).toEqual(
      Array.from({ length: sliceCount }, (_, slice) => slice),
    );
    expect(batches.map(({ places }) => places)).toEqual(batches.map(() => [central]));
    const ids = Array.from({ length: 2_000 }, (_, subject) => idOf(subject % 7, subject));
    for (const id of ids) expect(batches[batchOf(id)]?.slices).toContain(sliceOf(id));
  });

  it('no batch has much more than its share', () => {
    const findings = 40_000;
    const count = countBatches({ scopes }, inOnePlace, findings);
    const { batchOf } = divide({ scopes }, inOnePlace, count);
    const ids = Array.from({ length: findings }, (_, subject) => idOf(subject % 40, subject));
    const sizes = [...Map.groupBy(ids, batchOf).values()].map(({ length }) => length);
    expect(sizes).toHaveLength(count);
    expect(Math.max(...sizes)).toBeLessThan(11_000);
  });
});
