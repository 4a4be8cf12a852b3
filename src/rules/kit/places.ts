import type { SubjectPart } from '#model/finding.ts';
import type { Operation } from '#model/inventory.ts';
import { compareScopes, type Scope, scopeKey } from '#model/scope.ts';
import type { Network } from '#network/network.ts';

/** The scope of an account that is in the Organization; others can neither be read nor hold a finding. */
export const scopeInOrganization = (
  { accounts }: Network,
  { accountId, region }: { accountId: string | null; region: string | null },
): Scope | null =>
  accountId !== null && region !== null && accounts.has(accountId) ? { accountId, region } : null;

/** The scopes that are known, each once, sorted. */
export const uniqueScopes = (scopes: readonly (Scope | null)[]): Scope[] => {
  const known = scopes.filter((scope) => scope !== null);
  return [
    ...new Map(
      known.map(({ accountId, region }) => [scopeKey({ accountId, region }), { accountId, region }]),
    ).values(),
  ].sort(compareScopes);
};

/** What a scope's own listing no longer has when it is gone. */
export const partOf = ({ accountId, region }: Scope, operation: Operation, id: string): SubjectPart => ({
  accountId,
  region,
  operation,
  id,
});
