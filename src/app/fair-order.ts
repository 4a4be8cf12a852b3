/** Items of one group that wait for their turn; `underWay` counts those that had it and are not done. */
type Lane<Item> = { items: readonly Item[]; next: number; underWay: number };

/**
 * The items in an order that is decided as it goes: each time one is asked for, the next of the group that has the
 * fewest under way. So a group that is slow holds one place or two of a pool, as long as others have work left.
 * `breadth` bounds the groups that are begun at a time; `done` is to be called for each item once.
 */
export const createFairOrder = <Item>(
  items: readonly Item[],
  groupOf: (item: Item) => string,
  breadth: number,
): { items: Iterable<Item>; done: (item: Item) => void } => {
  const lanes = new Map<string, Lane<Item>>();
  for (const [group, members] of Map.groupBy(items, groupOf)) {
    lanes.set(group, { items: members, next: 0, underWay: 0 });
  }
  const all = [...lanes.values()];
  const open = all.slice(0, breadth);
  let begun = open.length;

  /** A group whose last item had its turn makes way for the next one. */
  const makeWay = (lane: Lane<Item>): void => {
    if (lane.next < lane.items.length) return;
    open.splice(open.indexOf(lane), 1, ...all.slice(begun, begun + 1));
    begun += 1;
  };

  function* inTurn(): Generator<Item> {
    while (open.length > 0) {
      const lane = open.reduce((least, one) => (one.underWay < least.underWay ? one : least));
      const item = lane.items[lane.next] as Item;
      lane.next += 1;
      lane.underWay += 1;
      makeWay(lane);
      yield item;
    }
  }

  return {
    items: inTurn(),
    done: (item) => {
      const lane = lanes.get(groupOf(item));
      if (lane !== undefined) lane.underWay -= 1;
    },
  };
};
