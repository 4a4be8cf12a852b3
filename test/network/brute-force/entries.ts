import type { Inventory } from '#model/inventory.ts';

/** A prefix list's entries; null when nobody read them. */
export const entriesOf = (inventory: Inventory, listId: string): string[] | null => {
  const list = inventory.ManagedPrefixLists?.find(({ PrefixListId }) => PrefixListId === listId);
  return list?.Entries?.map(({ Cidr }) => Cidr ?? '') ?? null;
};
