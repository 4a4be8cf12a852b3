import { describe, expect, it } from 'vitest';
import { latestStatus, peeringStatusOf } from '#network/peering-status.ts';

describe('latestStatus', () => {
  it.each([
    [['active'], 'active'],
    [['pending-acceptance', 'active'], 'active'],
    [['active', 'deleting'], 'deleting'],
    [['deleting', 'deleted'], 'deleted'],
    [['active', 'failed'], 'failed'],
    [['active', null], 'active'],
    [['active', 'hibernating'], 'hibernating'],
    [['hibernating', 'deleted'], 'deleted'],
    [['resting', 'hibernating'], 'hibernating'],
    [[null, null], null],
    [[], null],
  ])('of %j is %s, whichever comes first', (statuses, latest) => {
    expect(latestStatus(statuses)).toBe(latest);
    expect(latestStatus(statuses.toReversed())).toBe(latest);
  });
});

it.each([
  ['Active', 'active'],
  ['', null],
  [undefined, null],
])('reads the word %j as %s', (code, status) => {
  expect(peeringStatusOf(code)).toBe(status);
});
