import type { Inventory } from '#model/inventory.ts';
import { oncePerRecent } from '#network/once-per.ts';

/** Texts that are remembered: the records of a scope, which name each other, follow each other closely. */
const textsKept = 4096;

type Holder = Record<string, unknown>;

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/** Puts the one text in the place of each that equals it, all the way down, however deep what nobody asked for may be. */
const shareIn = (inventory: Inventory, textOf: (text: string) => string): void => {
  const left: Holder[] = [inventory];
  for (let holder = left.pop(); holder !== undefined; holder = left.pop()) {
    for (const [key, value] of Object.entries(holder)) {
      if (typeof value === 'string') holder[key] = textOf(value);
      else if (isHolder(value)) left.push(value);
    }
  }
};

/** Does it hold but empty lists, and what was read? */
const isEmpty = (inventory: Inventory): boolean =>
  Object.entries(inventory).every(
    ([key, list]) => key === 'Coverage' || (Array.isArray(list) && list.length === 0),
  );

/**
 * What inventories have in common is held once, for there may be a hundred thousand. One object for all that hold nothing
 * and tell the same: in a large organization most scopes are empty, and an account that may not be entered is told alike
 * in all its Regions. In the others, which are changed in place, one text for equal ones, which saves a quarter of their
 * memory: an answer of AWS brings each ID and each word anew, and a VPC's ID is in most of its records.
 */
export const createSharing = (): ((inventory: Inventory) => Inventory) => {
  const shared = new Map<string, Inventory>();
  const textOf = oncePerRecent(textsKept, (text: string) => text);
  return (inventory) => {
    if (!isEmpty(inventory)) {
      shareIn(inventory, textOf);
      return inventory;
    }
    const told = JSON.stringify(inventory);
    const known = shared.get(told);
    if (known === undefined) shared.set(told, inventory);
    return known ?? inventory;
  };
};
