import { type Failure, unread } from '#model/coverage.ts';
import { type Inventory, operations } from '#model/inventory.ts';

/** What is told of a scope that nobody got to read: every operation, with the same cause. */
export const unreadScope = (failure: Failure): Inventory => ({
  Coverage: Object.fromEntries(Object.values(operations).map((operation) => [operation, unread(failure)])),
});
