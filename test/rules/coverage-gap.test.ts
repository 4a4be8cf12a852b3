import { describe, expect, it } from 'vitest';
import type { ReadCoverage } from '#model/coverage.ts';
import { type Inventory, operations, type ScopedInventory } from '#model/inventory.ts';
import { coverageGap } from '#rules/coverage-gap.ts';
import { inventoryOf, oregon, tokyo } from '#test/builders/network.ts';
import { findingsOfRule, wholeInventory } from '#test/builders/rules.ts';

const hub = { accountId: '999999999999', region: 'us-east-1' };

const failedRead = (key: keyof typeof operations, coverage: Partial<ReadCoverage>): Inventory => {
  const { [key]: _, ...rest } = wholeInventory({});
  return { ...rest, Coverage: { [operations[key]]: { complete: false, ...coverage } } };
};

const throttled = { cause: 'throttled', code: 'RequestLimitExceeded', message: 'Slow\ndown' } as const;
const denied = { cause: 'access-denied', by: 'role-missing' } as const;

const found = (...inventories: ScopedInventory[]) => findingsOfRule(coverageGap, inventories, { hub });

it('passing: says nothing where everything was read', () => {
  expect(found(inventoryOf(tokyo, wholeInventory({})))).toEqual([]);
});

it('failing: is the hub’s, one an account and cause, with every Region and what to do', () => {
  const virginia = { ...tokyo, region: 'us-east-1' };
  const [finding, ...others] = found(
    inventoryOf(tokyo, failedRead('Subnets', throttled)),
    inventoryOf(virginia, failedRead('Vpcs', throttled)),
  );
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    ...hub,
    rule: 'coverage-gap',
    severity: 'medium',
    status: 'warning',
    title: 'Part of account 111111111111 could not be read: throttled',
    subject: {
      type: 'AwsAccount',
      id: '111111111111/throttled',
      arn: 'arn:aws:iam::111111111111:root',
    },
    evidence:
      'Not read in ap-northeast-1, us-east-1: DescribeSubnets, DescribeVpcs. AWS answered, for one: RequestLimitExceeded: Slow down',
    remediation: expect.stringContaining('request rate'),
    fixOwner: tokyo.accountId,
    dependsOn: { scopes: [tokyo, virginia], parts: [] },
  });
});

it('unknown: what nobody even said a cause of is told as not read', () => {
  const { Subnets: _, ...inventory } = wholeInventory({});
  expect(found(inventoryOf(tokyo, inventory))).toMatchObject([
    { subject: { id: '111111111111/not-read' }, evidence: 'Not read in ap-northeast-1: DescribeSubnets.' },
  ]);
});

describe('each', () => {
  it.each<[string, ScopedInventory[], string[]]>([
    [
      'account has its own',
      [inventoryOf(tokyo, failedRead('Vpcs', throttled)), inventoryOf(oregon, failedRead('Vpcs', throttled))],
      ['111111111111/throttled', '222222222222/throttled'],
    ],
    [
      'cause has its own, and what denied access tells them apart',
      [
        inventoryOf(tokyo, failedRead('Vpcs', denied)),
        inventoryOf({ ...tokyo, region: 'us-east-1' }, failedRead('Vpcs', { ...denied, by: 'policy' })),
      ],
      ['111111111111/access-denied:policy', '111111111111/access-denied:role-missing'],
    ],
  ])('%s', (_, inventories, ids) => {
    expect(found(...inventories).map(({ subject }) => subject.id)).toEqual(ids);
  });
});

it('is the account’s own in a snapshot, which has no hub', () => {
  const inventories = [inventoryOf(tokyo, failedRead('Vpcs', throttled))];
  expect(findingsOfRule(coverageGap, inventories)).toMatchObject([tokyo]);
});

it('leaves a Region that an SCP denies everywhere to the suggestion', () => {
  const scp = { cause: 'access-denied', by: 'scp' } as const;
  const everything = Object.values(operations).map((operation) => [operation, { complete: false, ...scp }]);
  expect(found(inventoryOf(tokyo, { Coverage: Object.fromEntries(everything) }))).toEqual([]);
});
