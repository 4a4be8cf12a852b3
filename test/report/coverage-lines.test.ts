import { describe, expect, it } from 'vitest';
import { toCoverage, toScopeCoverage } from '#app/coverage.ts';
import type { Excluded } from '#app/ports.ts';
import { unreadInventory } from '#collect/unread-inventory.ts';
import type { Failure } from '#model/coverage.ts';
import { type Inventory, operations } from '#model/inventory.ts';
import { renderCoverage } from '#report/coverage-lines.ts';
import { aResult } from '#test/builders/result.ts';

const everything: Inventory = Object.fromEntries(Object.keys(operations).map((key) => [key, []]));
const scp: Failure = {
  cause: 'access-denied',
  by: 'scp',
  code: 'UnauthorizedOperation',
  message: 'explicit deny',
};
const noRole: Failure = {
  cause: 'access-denied',
  by: 'role-missing',
  code: 'AccessDenied',
  message: 'sts:AssumeRole',
};
const denied: Inventory = {
  Coverage: Object.fromEntries(
    Object.values(operations).map((operation) => [
      operation,
      { complete: false, cause: scp.cause, by: 'scp' },
    ]),
  ),
};

const account = (index: number): string => String(100_000_000_000 + index);

const told = (read: [string, string, Inventory][], excluded: Excluded[] = []): string[] =>
  renderCoverage(
    aResult({
      coverage: toCoverage(
        read.map(([accountId, region, inventory]) => toScopeCoverage({ accountId, region }, inventory)),
        { excluded },
      ),
    }),
  );

describe('what is told of coverage', () => {
  it('does not count what was left out on purpose as read, nor as a gap', () => {
    const excluded = [
      { accountId: account(2), region: '*', because: 'SUSPENDED' },
      { accountId: '*', region: 'eu-west-1', because: 'scope.excludedRegions' },
    ];
    expect(told([[account(1), 'us-west-2', everything]], excluded)).toEqual([
      'Scopes read completely: 1 of 1 (one scope = one account in one Region)',
      'Left out on purpose: 1 account, 1 Region',
    ]);
  });

  it('tells a Region that an SCP denies everywhere once, not once an account', () => {
    const scopes = Array.from({ length: 50 }, (_, index): [string, string, Inventory][] => [
      [account(index), 'us-west-2', everything],
      [account(index), 'eu-north-1', denied],
    ]);
    expect(told(scopes.flat()).slice(1)).toEqual([
      'Not read, so nothing is known of it:',
      '  eu-north-1: an SCP denies it in 50 accounts',
    ]);
  });

  it('tells an account that may not be entered once, with its Regions', () => {
    const closed = unreadInventory('AssumeRole', noRole);
    const regions = ['eu-west-1', 'eu-west-2', 'eu-west-3', 'us-east-1', 'us-west-2'];
    const lines = told([
      [account(2), 'us-west-2', everything],
      ...regions.map((region): [string, string, Inventory] => [account(1), region, closed]),
    ]);
    expect(lines.slice(2)).toEqual([
      `  ${account(1)} eu-west-1, eu-west-2, eu-west-3 and 2 more: ` +
        `AssumeRole, DescribeDhcpOptions, DescribeManagedPrefixLists and ${Object.keys(operations).length - 2} more ` +
        '(access-denied by role-missing, AccessDenied)',
    ]);
  });

  it('ends where nobody would read on', () => {
    const closed = unreadInventory('AssumeRole', noRole);
    const lines = told(
      Array.from({ length: 250 }, (_, index): [string, string, Inventory] => [
        account(index),
        'us-west-2',
        closed,
      ]),
    );
    expect(lines).toHaveLength(203);
    expect(lines.at(-1)).toBe('  ... and 50 more, which --format json tells');
  });
});
