import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSharing } from '#app/sharing.ts';
import type { Inventory } from '#model/inventory.ts';
import { inventories } from '#test/builders/arbitrary-inventory.ts';
import { wholeInventory } from '#test/builders/rules.ts';

const held = () => ({ ...wholeInventory({}), Vpcs: [{ VpcId: 'vpc-1' }] });

describe('what inventories have in common', () => {
  it('is one object where they hold nothing and tell the same', () => {
    const share = createSharing();
    const first = share(wholeInventory({}));
    expect(share(wholeInventory({}))).toBe(first);
    const denied = { ...wholeInventory({}), Coverage: { DescribeVpcs: { complete: false } } };
    expect(share(denied)).toBe(denied);
  });

  it('never is where one holds a record', () => {
    const share = createSharing();
    const [first, second] = [share(held()), share(held())];
    expect(second).toEqual(first);
    expect(second).not.toBe(first);
  });

  it.each<[string, (deep: unknown) => Inventory]>([
    ['in a record', (deep) => ({ Vpcs: [{ VpcId: 'vpc-1', Unknown: deep }] })],
    ['beside the lists', (deep) => ({ Vpcs: [], Unknown: deep })],
  ])('takes what is unknown, however deep, %s', (_, inventory) => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const told = inventory(deep);
    expect(createSharing()(told) === told).toBe(true);
  });

  it('changes nothing of what was told', () => {
    fc.assert(
      fc.property(inventories, (scoped) => {
        const share = createSharing();
        const before = structuredClone(scoped);
        expect(scoped.map(({ scope, inventory }) => ({ scope, inventory: share(inventory) }))).toEqual(
          before,
        );
      }),
    );
  });
});
