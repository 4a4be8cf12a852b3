import { describe, expect, it } from 'vitest';
import { toIsComplete, toScopeCoverage } from '#app/coverage.ts';
import { type Inventory, operations } from '#model/inventory.ts';

const scope = { accountId: '111111111111', region: 'us-west-2' };
const everything: Inventory = Object.fromEntries(Object.keys(operations).map((key) => [key, []]));

describe('toScopeCoverage', () => {
  it.each<[string, Inventory, string]>([
    ['every key is there', everything, 'complete'],
    ['one key is missing', { ...everything, RouteTables: undefined }, 'partial'],
    [
      'one key is there but Coverage denies it',
      { ...everything, Coverage: { DescribeVpcs: { complete: false, cause: 'throttled' } } },
      'partial',
    ],
    [
      'an operation that fills no key of its own failed',
      { ...everything, Coverage: { GetManagedPrefixListEntries: { complete: false } } },
      'partial',
    ],
    ['nothing is there', {}, 'failed'],
    ['the Regions could not be listed', { Coverage: { DescribeRegions: { complete: false } } }, 'failed'],
    ['Coverage claims what is not there', { Coverage: { DescribeVpcs: { complete: true } } }, 'failed'],
  ])('when %s', (_, inventory, status) => {
    expect(toScopeCoverage(scope, inventory).status).toBe(status);
  });

  it('tells every operation, sorted, with the cause AWS gave', () => {
    const { reads } = toScopeCoverage(scope, {
      VpcEndpoints: [],
      Coverage: { DescribeVpcs: { complete: false, cause: 'access-denied', code: 'UnauthorizedOperation' } },
    });
    expect(reads.map(({ operation }) => operation)).toEqual(Object.values(operations).sort());
    expect(reads.find(({ operation }) => operation === 'DescribeVpcs')).toEqual({
      operation: 'DescribeVpcs',
      status: 'failed',
      cause: 'access-denied',
      by: null,
      code: 'UnauthorizedOperation',
      message: null,
    });
    expect(reads.find(({ operation }) => operation === 'DescribeSubnets')?.message).toBe('not read');
  });
});

const readsOf = (inventory: Inventory) => toScopeCoverage(scope, inventory).reads;

it('has one list of reads for all scopes that were read whole, and others for others', () => {
  const endpoints = { VpcEndpoints: [{ VpcEndpointId: 'vpce-1' }] };
  expect(readsOf({ ...everything, ...endpoints })).toBe(readsOf({ ...everything }));
  const failed = { Coverage: { DescribeVpcs: { complete: false } } };
  expect(readsOf({ ...everything, ...failed })).not.toEqual(readsOf({ ...everything }));
  const more = { Coverage: { DescribeVpcAttribute: { complete: true } } };
  expect(readsOf({ ...everything, ...more })).toHaveLength(readsOf({ ...everything }).length + 1);
});

describe('toIsComplete', () => {
  const isComplete = toIsComplete([toScopeCoverage(scope, { VpcEndpoints: [] })]);

  it('knows what was read completely, and nothing else', () => {
    expect(isComplete(scope, 'DescribeVpcEndpoints')).toBe(true);
    expect(isComplete(scope, 'DescribeVpcs')).toBe(false);
    expect(isComplete({ ...scope, region: 'us-east-1' }, 'DescribeVpcEndpoints')).toBe(false);
    expect(isComplete(scope, 'NoSuchOperation')).toBe(false);
  });

  it('takes a list whose entries failed as not read', () => {
    const failed = { GetManagedPrefixListEntries: { complete: false } };
    const isWhole = toIsComplete([toScopeCoverage(scope, { ...everything, Coverage: failed })]);
    expect(isWhole(scope, 'DescribeManagedPrefixLists')).toBe(false);
    expect(isWhole(scope, 'DescribeRouteTables')).toBe(true);
  });

  it('knows of what only tells more of a list by whether it failed, or the list did', () => {
    const unread = { complete: false };
    const isWhole = (Coverage: Inventory['Coverage']) =>
      toIsComplete([toScopeCoverage(scope, { ...everything, Coverage })]);
    expect(isWhole({})(scope, 'DescribeVpcAttribute')).toBe(true);
    const lacking = isWhole({ DescribeVpcAttribute: unread });
    expect(lacking(scope, 'DescribeVpcAttribute')).toBe(false);
    expect(lacking(scope, 'DescribeVpcs')).toBe(true);
    expect(isWhole({ DescribeVpcs: unread })(scope, 'DescribeVpcAttribute')).toBe(false);
  });
});
