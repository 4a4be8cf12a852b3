import { type Failure, unread } from '#model/coverage.ts';
import { type Inventory, operations } from '#model/inventory.ts';
import { dependentOn } from './dependent-on.ts';

/** A scope of which nothing can be read because `operation` failed: every read is told with its cause. */
export const unreadInventory = (operation: string, failure: Failure): Inventory => ({
  Coverage: {
    ...Object.fromEntries(
      Object.values(operations).map((read) => [read, dependentOn({ operation, failure })]),
    ),
    [operation]: unread(failure),
  },
});
