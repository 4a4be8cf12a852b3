import { createAws } from '#aws/clients.ts';
import { collectScope } from '#collect/collect-scope.ts';
import { createOffers } from '#collect/offers.ts';
import { createZones } from '#collect/zones.ts';
import type { Inventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import type { Snapshot } from '#model/snapshot.ts';
import type { FaultRule } from '#sandbox/faults/plan.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { testCredentials } from './scripted-handler.ts';

/** The account that the sandbox takes its callers for. */
export const hubAccount = '111111111111';

/** The sandbox of a snapshot, and a collector of its scopes as a run of all its accounts has it. */
export const collectorOf = (snapshot: Snapshot, faults: readonly FaultRule[] = []) => {
  const sandbox = createSandbox({ snapshot, faults: { seed: 1, rules: [...faults] } });
  const aws = createAws({ requestHandler: sandbox.requestHandler, credentials: testCredentials }).assuming({
    roleName: 'auditor',
    callerAccountId: hubAccount,
    region: 'us-west-2',
  });
  const offers = createOffers();
  const zones = createZones(new Set(snapshot.organization.Accounts.map(({ Id }) => Id)));
  return { sandbox, collect: (scope: Scope) => collectScope({ aws, scope, offers, zones }) };
};

/** A snapshot of these scopes; the accounts are the hub's and `others`. */
export const snapshotOfScopes = (
  others: readonly string[],
  ...inventories: [Scope, Inventory][]
): Snapshot => ({
  organization: { schemaVersion: 1, Accounts: [hubAccount, ...others].map((Id) => ({ Id })) },
  inventories: inventories.map(([scope, inventory]) => ({ scope, inventory })),
});
