import { compareScopes, type Scope } from '#model/scope.ts';

/** So many batches leave room for a second pass: a durable execution has 3,000 operations, and each batch costs one. */
export const maximumBatches = 600;

/** Fewer scopes than these are not worth a worker of their own. */
const fewestScopes = 50;

/**
 * The scopes in at most 600 batches of about one size, sorted, the scopes of an account together: a worker assumes its
 * role once. The same scopes make the same batches, so that a batch can be told by its number alone.
 */
export const toBatches = (scopes: readonly Scope[]): Scope[][] => {
  const size = Math.max(fewestScopes, Math.ceil(scopes.length / maximumBatches));
  const batches: Scope[][] = [];
  for (const account of Map.groupBy(scopes.toSorted(compareScopes), ({ accountId }) => accountId).values()) {
    const last = batches.at(-1);
    if (last === undefined || last.length >= size) batches.push([...account]);
    else last.push(...account);
  }
  return batches;
};
