import type { ReadCoverage } from '#model/coverage.ts';
import type { Inventory, InventoryKey } from '#model/inventory.ts';
import { coverageOf } from '#model/inventory.ts';
import { AwsError } from './aws-error.ts';
import type { Call } from './service.ts';
import { inventoryOf } from './state.ts';

export const denied = ({ errors }: Call, message: string): AwsError =>
  new AwsError(errors.denied, message, 403);

/** What AWS says to a read that the snapshot does not hold: what Coverage kept of it, else that it is not allowed. */
export const notHeld = (call: Call, coverage?: ReadCoverage | null): AwsError => {
  const code = coverage?.code ?? call.errors.denied;
  const message = coverage?.message ?? 'You are not authorized to perform this operation.';
  return code === call.errors.denied ? denied(call, message) : new AwsError(code, message);
};

/**
 * The records under `key` in the caller's account. What was not read completely is an error: a failed read is
 * never an empty list.
 */
export const recordsOf = <Key extends InventoryKey>(
  call: Call,
  key: Key,
  region = call.scope.region,
): NonNullable<Inventory[Key]> => {
  const inventory = inventoryOf(call.state, { ...call.scope, region });
  const coverage = inventory === undefined ? null : coverageOf(inventory, key);
  const records = inventory?.[key];
  if (coverage?.complete !== true || records === undefined) throw notHeld(call, coverage);
  return records;
};
