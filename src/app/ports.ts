import type { OfferedServices } from '#collect/offered-services.ts';
import type { Account } from '#model/account.ts';
import type { Failure, ScopeCoverage } from '#model/coverage.ts';
import type { Inventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import type { FindingsClient } from '#securityhub/client.ts';

/** Who asks AWS. */
export type Caller = { accountId: string; arn: string; partition: string };

/** What narrows a run. `null` is "all". */
export type Selection = { accounts: readonly string[] | null; regions: readonly string[] | null };

/** A scope that is not read, on purpose. */
export type Excluded = Scope & { because: string };

/** What could not be read while planning; the coverage of the scope tells it. */
export type PlanGap = Scope & { operation: string; failure: Failure };

/** What is to be read. Plain data: another process may read what one has planned. */
export type Plan = {
  partition: string;
  /** The organization's own list when it could be read, else the caller's account alone. */
  accounts: Account[];
  /** False when an organization may be there whose accounts could not be listed: others may belong to it too. */
  isListed: boolean;
  scopes: Scope[];
  gaps: PlanGap[];
  /** What is left out on purpose, each with the reason; `*` in the place of an account or a Region is each of them. */
  excluded: Excluded[];
  /** What the operator should know, one line each: e.g. that no organization was found. */
  notices: string[];
  /** Where the audit itself is at home: findings about it are kept there; null for a snapshot. */
  hub: Scope | null;
  /** The clock of every answer that depends on time; null for "now". */
  observedAt: string | null;
};

/** Where inventories come from: AWS, or a snapshot. */
export type Source = {
  input: 'live' | 'snapshot';
  caller: Caller | null;
  plan: (selection: Selection) => Promise<Plan>;
  /** What is known of what AWS offers in the Regions of these scopes; a Region of which nothing is known is left out. */
  offered: (scopes: readonly Scope[]) => Promise<OfferedServices>;
  /** Never throws for what AWS answers: a failure is told in the inventory's Coverage. */
  read: (scope: Scope) => Promise<Inventory>;
};

/** Security Hub in one scope. */
export type FindingsStores = (scope: Scope) => FindingsClient;

/** What a long run tells as it goes. */
export type Progress =
  | { kind: 'planned'; plan: Plan }
  | { kind: 'scope-read'; scope: Scope; status: ScopeCoverage['status']; done: number; total: number }
  | { kind: 'publishing'; scopes: number };

export type Clock = () => Date;
