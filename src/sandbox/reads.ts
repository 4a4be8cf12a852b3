import type { Inventory, InventoryKey } from '#model/inventory.ts';
import { coverageOf } from '#model/inventory.ts';
import { AwsError } from './aws-error.ts';
import type { Call } from './service.ts';
import { inventoryOf } from './state.ts';

const notAuthorized = 'You are not authorized to perform this operation.';

/** What AWS says to a read that the snapshot does not hold. */
export const notHeld = ({ errors }: Call, message = notAuthorized): AwsError =>
  new AwsError(errors.denied, message, 403);

/**
 * The records under `key` in the caller's scope. What was not read completely is an error, with the code that
 * Coverage kept if it kept one: a failed read is never an empty list.
 */
export const recordsOf = <Key extends InventoryKey>(
  call: Call,
  key: Key,
  region = call.scope.region,
): NonNullable<Inventory[Key]> => {
  const inventory = inventoryOf(call.state, { ...call.scope, region });
  const coverage = inventory === undefined ? null : coverageOf(inventory, key);
  const records = inventory?.[key];
  if (coverage?.complete === true && records !== undefined) return records;
  if (coverage?.code === undefined) throw notHeld(call, coverage?.message);
  throw new AwsError(
    coverage.code,
    coverage.message ?? notAuthorized,
    coverage.code === call.errors.denied ? 403 : 400,
  );
};
