import { holdsRecords, type Inventory } from '#model/inventory.ts';
import { oncePerRecent } from '#network/once-per.ts';

/** Texts that are remembered: the records of a scope, which name each other, follow each other closely. */
const textsKept = 4096;

type Texts = (text: string) => string;

/** Puts the one text in the place of each that equals it, all the way down. */
const shareIn = (holder: Record<string, unknown>, texts: Texts): void => {
  for (const [key, value] of Object.entries(holder)) {
    if (typeof value === 'string') holder[key] = texts(value);
    else if (typeof value === 'object' && value !== null) shareIn(value as Record<string, unknown>, texts);
  }
};

/**
 * What inventories have in common is held once, for there may be a hundred thousand. One object for all that hold no record
 * and tell the same: in a large organization most scopes are empty, and an account that may not be entered is told alike
 * in all its Regions. In the others one text for equal ones, which saves a quarter of their memory: an answer of AWS brings
 * each ID and each word anew, and a VPC's ID is in most of its records.
 */
export const createSharing = (): ((inventory: Inventory) => Inventory) => {
  const shared = new Map<string, Inventory>();
  const texts = oncePerRecent(textsKept, (text: string) => text);
  return (inventory) => {
    if (holdsRecords(inventory)) {
      shareIn(inventory, texts);
      return inventory;
    }
    const told = JSON.stringify(inventory);
    const known = shared.get(told);
    if (known === undefined) shared.set(told, inventory);
    return known ?? inventory;
  };
};
