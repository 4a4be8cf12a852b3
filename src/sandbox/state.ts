import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import type { Inventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import { compareText, scopeKey } from '#model/scope.ts';
import type { Organization } from '#model/snapshot.ts';

/** What AssumeRole handed out, by access key. */
export type Session = {
  accountId: string;
  secretAccessKey: string;
  sessionToken: string;
  roleName: string;
  sessionName: string;
};

/** An object of S3, under the names of GetObject's members. */
export type StoredObject = {
  Body: Uint8Array;
  ContentType: string | undefined;
  ContentEncoding: string | undefined;
};

/** Everything the sandbox holds. Only operations change it. */
export type State = {
  readonly organization: Organization;
  readonly inventories: Map<string, { scope: Scope; inventory: Inventory }>;
  readonly sessions: Map<string, Session>;
  /** By scope, then by finding Id. */
  readonly findings: Map<string, Map<string, AwsSecurityFinding>>;
  /** By `bucket/key`. */
  readonly objects: Map<string, StoredObject>;
  /** SSM's, by name. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly securityHubOff: ReadonlySet<string>;
  readonly now: () => Date;
};

export const inventoryOf = (state: State, scope: Scope): Inventory | undefined =>
  state.inventories.get(scopeKey(scope))?.inventory;

/** The Regions enabled in an account: those it has an inventory for. */
export const regionsOf = (state: State, accountId: string): string[] =>
  [...state.inventories.values()]
    .filter(({ scope }) => scope.accountId === accountId)
    .map(({ scope }) => scope.region)
    .toSorted(compareText);

/** The account that the snapshot was captured from: management account and Security Hub administrator. */
export const hubAccountId = (state: State): string => {
  const [hub] = state.organization.Accounts;
  if (hub === undefined) throw new TypeError('the snapshot has no accounts');
  return hub.Id;
};
