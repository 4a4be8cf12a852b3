import { type Inventory, inventorySchema, operations } from '#model/inventory.ts';

const keys: readonly string[] = Object.keys(operations);

/** What is read of a scope that holds nothing: every list, and each empty. */
export const emptyInventory: Inventory = inventorySchema.parse(
  Object.fromEntries(keys.map((key) => [key, []])),
);

/** Is this it, with nothing that was not read and nothing besides? */
export const isEmptyInventory = (inventory: Inventory): boolean => {
  const lists = Object.entries(inventory);
  return (
    lists.length === keys.length &&
    lists.every(([key, list]) => keys.includes(key) && Array.isArray(list) && list.length === 0)
  );
};
