import { inDisabledRegion } from '#aws/causes.ts';
import type { PublishingConfig } from '#model/config-publishing.ts';
import { failed } from '#model/coverage.ts';
import type { Finding } from '#model/finding.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { isAboutReading, readsOf } from '#rules/registry.ts';
import type { FindingsClient } from '#securityhub/client.ts';
import type { Knowledge } from '#securityhub/evidence.ts';
import type { ReconcileInput } from '#securityhub/reconcile.ts';
import type { FindingsStores } from '../ports.ts';
import type { Store } from '../store/store.ts';

/** What one run's publishing is given. */
export type Given = Omit<Knowledge, 'readsOf' | 'isAboutReading'> & {
  stores: FindingsStores;
  partition: string;
  publishing: PublishingConfig;
  /** ISO time of this run's observation. */
  observedAt: string;
  refreshAfterDays: number;
  /** The scopes to reconcile, also those without a finding: what they hold may have to be archived. */
  scopes: readonly Scope[];
  /** Keys of the scopes of which nothing could be read: coverage tells of them already. */
  unreadScopes: ReadonlySet<string>;
  /** Does the account's own list of Regions say that this one is switched off? */
  isSwitchedOff: (scope: Scope) => boolean;
  /** What this program remembers from night to night; null for nothing. */
  documents: Store | null;
  /** False once nothing more should be begun. */
  hasTime: () => boolean;
};

/** What all of one run's publishing shares. */
export type Run = Given &
  Knowledge & {
    /** The account and Region in which an owner's findings are kept. */
    placeOf: (owner: Scope) => Scope;
    /** When findings were first seen that the other mode of publishing left elsewhere, by Id. */
    firstSeenBefore: ReadonlyMap<string, string>;
  };

/** Where an owner's findings are kept. */
const placeOfMode =
  ({ mode, central }: PublishingConfig): Run['placeOf'] =>
  ({ accountId, region }) =>
    mode === 'central' && central !== null ? central : { accountId, region };

export const toRun = (given: Given, firstSeenBefore: Run['firstSeenBefore'] = new Map()): Run => ({
  ...given,
  readsOf,
  isAboutReading,
  placeOf: placeOfMode(given.publishing),
  firstSeenBefore,
});

/** The client, which tells a Region that is switched off as such. */
const toldByRegion = (
  client: FindingsClient,
  place: Scope,
  { isSwitchedOff }: Pick<Run, 'isSwitchedOff'>,
): FindingsClient => ({
  ...client,
  held: async (query) => {
    const held = await client.held(query);
    return held.ok || !isSwitchedOff(place) ? held : failed(inDisabledRegion(held.failure));
  },
});

/** Asks Security Hub in one place, and lets go of it. */
export const withStore = async <T>(
  place: Scope,
  run: Pick<Run, 'stores' | 'isSwitchedOff'>,
  ask: (client: FindingsClient) => Promise<T>,
): Promise<T> => {
  const client = run.stores(place);
  try {
    return await ask(toldByRegion(client, place, run));
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
