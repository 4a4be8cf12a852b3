import type { Finding } from '#model/finding.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import type { FindingsClient } from '#securityhub/client.ts';
import type { Knowledge } from '#securityhub/evidence.ts';
import type { ReconcileInput } from '#securityhub/reconcile.ts';
import type { FindingsStores } from '../ports.ts';
import type { Store } from '../store/store.ts';

/** What all of one run's publishing shares. */
export type Run = Knowledge & {
  stores: FindingsStores;
  partition: string;
  /** ISO time of this run's observation. */
  observedAt: string;
  refreshAfterDays: number;
  /** The account and Region in which an owner's findings are kept. */
  placeOf: (owner: Scope) => Scope;
  /** When findings were first seen that the other mode of publishing left elsewhere, by Id. */
  firstSeenBefore: ReadonlyMap<string, string>;
  /** Keys of the scopes of which nothing could be read: coverage tells of them already. */
  unreadScopes: ReadonlySet<string>;
  /** What this program remembers from night to night; null for nothing. */
  documents: Store | null;
  /** False once nothing more should be begun. */
  hasTime: () => boolean;
};

/** Asks Security Hub in one place, and lets go of it. */
export const withStore = async <T>(
  place: Scope,
  { stores }: Pick<Run, 'stores'>,
  ask: (client: FindingsClient) => Promise<T>,
): Promise<T> => {
  const client = stores(place);
  try {
    return await ask(client);
  } finally {
    client.close();
  }
};

/** Is the finding kept here? What the other mode of publishing left behind is not. */
export const isAtHome = (owner: Scope, place: Scope, { placeOf }: Pick<Run, 'placeOf'>): boolean =>
  scopeKey(placeOf(owner)) === scopeKey(place);

/** The question put to reconciling, of a part of what is held and wanted. */
export const toReconcileInput = (
  { held, wanted }: Pick<ReconcileInput, 'held'> & { wanted: readonly Finding[] },
  run: Run,
): ReconcileInput => ({ ...run, held, wanted });
