import {
  assert,
  boolean,
  constantFrom,
  dictionary,
  infiniteStream,
  integer,
  nat,
  property,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFairOrder } from '#app/fair-order.ts';

const groupOf = (item: string): string => item.slice(0, 1);
const itemsOf = (counts: Record<string, number>): string[] =>
  Object.entries(counts).flatMap(([group, count]) =>
    Array.from({ length: count }, (_, index) => group + index),
  );

/** Takes so many items, none of which is done. */
const take = (order: { items: Iterable<string> }, count: number): string[] => {
  const iterator = order.items[Symbol.iterator]();
  return Array.from({ length: count }, () => iterator.next().value as string);
};

describe('the order', () => {
  it('takes from each group in turn', () => {
    const order = createFairOrder(itemsOf({ a: 3, b: 3, c: 3 }), groupOf, 10);
    expect(take(order, 6).map(groupOf)).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });

  it('gives a group that does not come on no further place while others have work left', () => {
    const order = createFairOrder(itemsOf({ a: 9, b: 30, c: 30 }), groupOf, 10);
    const taken: string[] = [];
    for (const item of order.items) {
      taken.push(item);
      if (groupOf(item) !== 'a') order.done(item);
    }
    const lastOther = taken.findLastIndex((item) => groupOf(item) !== 'a');
    expect(taken.slice(0, lastOther).filter((item) => groupOf(item) === 'a')).toHaveLength(1);
    expect(taken).toHaveLength(69);
  });

  it('gives one group alone all the places', () => {
    expect(take(createFairOrder(itemsOf({ a: 5 }), groupOf, 3), 5)).toHaveLength(5);
  });

  it('begins no more groups at a time than its breadth', () => {
    const order = createFairOrder(itemsOf({ a: 2, b: 2, c: 2, d: 2 }), groupOf, 2);
    const left = new Map<string, number>();
    for (const group of take(order, 8).map(groupOf)) {
      left.set(group, (left.get(group) ?? 2) - 1);
      expect([...left.values()].filter((count) => count > 0).length).toBeLessThanOrEqual(2);
    }
    expect([...left.values()]).toEqual([0, 0, 0, 0]);
  });

  it('brings each item once, whatever is done when', () => {
    const counts = dictionary(constantFrom('a', 'b', 'c', 'd', 'e'), nat(6));
    assert(
      property(counts, integer({ min: 1, max: 4 }), infiniteStream(boolean()), (sizes, breadth, isDone) => {
        const items = itemsOf(sizes);
        const order = createFairOrder(items, groupOf, breadth);
        const taken: string[] = [];
        for (const item of order.items) {
          taken.push(item);
          if (isDone.next().value === true) order.done(item);
        }
        expect(taken.toSorted()).toEqual(items.toSorted());
      }),
    );
  });
});
