import type { Aws } from '#aws/clients.ts';
import type { Failure } from '#model/coverage.ts';
import type { Inventory, InventoryKey } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import type { Offers } from './offers.ts';
import type { Zones } from './zones.ts';

/** Who is asked, about what. `offers` and `zones` are shared by all scopes of a run. */
export type Asking = { aws: Aws; scope: Scope; offers: Offers; zones: Zones };

/** An operation that failed. */
export type Lack = { operation: string; failure: Failure };

/** What a read came to. */
export type Answer = {
  /** As AWS said them; null when none could be read. */
  records: readonly unknown[] | null;
  /** Why there are no records, or only some. */
  failure: Failure | null;
  /** Operations that add to the records, such as a list's entries, and failed: the records lack what they add. */
  lacks: readonly Lack[];
};

/** One read of an inventory. AWS is asked only about what the lists it needs name, and not at all when they name nothing. */
export type Read = {
  key: InventoryKey;
  /** The IAM actions it takes. */
  actions: readonly string[];
  /** The lists that say what to ask for. */
  needs: readonly InventoryKey[];
  /** Throws what `attempt` of `#aws/attempt.ts` makes a failure of. */
  ask(asking: Asking, known: Inventory): Promise<Answer>;
};

export const complete = (records: readonly unknown[]): Answer => ({ records, failure: null, lacks: [] });
