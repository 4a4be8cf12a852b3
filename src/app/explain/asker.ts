import type { Failure, Outcome } from '#model/coverage.ts';
import type { Scope } from '#model/scope.ts';

export type KnownVpc = { vpcId: string; accountId: string | null; region: string; name: string | null };

/** What became of the search for a VPC; `known` are those that were seen on the way. */
export type VpcSearch = {
  found: KnownVpc | null;
  known: readonly KnownVpc[];
  unread: readonly (Scope & { failure: Failure })[];
};

/** `isEnabled` in the account; null when that is not known. */
export type KnownRegion = { name: string; isEnabled: boolean | null };

/**
 * A service of AWS that a Region offers to its own VPCs: the types of its endpoints and the name its clients use, null
 * when it is not known.
 */
export type OfferedService = { name: string; types: readonly string[] | null; hostName: string | null };

/** Single questions about what AWS has and offers: asked live, or answered from what a snapshot holds. */
export type Asker = {
  findVpc: (vpcId: string, scopes: readonly Scope[]) => Promise<VpcSearch>;
  /** Every Region that the account could use. */
  regions: (home: Scope) => Promise<Outcome<readonly KnownRegion[]>>;
  /** What AWS offers in the scope's own Region. */
  servicesIn: (scope: Scope) => Promise<Outcome<readonly OfferedService[]>>;
  /** The names that AWS offers from another Region to the scope's, as cross-Region endpoints. */
  offeredFrom: (serviceRegion: string, home: Scope) => Promise<Outcome<readonly string[]>>;
  /** Whether the account may have an endpoint to this service of another owner; null when it is not known. */
  isVisible: (service: { name: string; region: string }, home: Scope) => Promise<Outcome<boolean | null>>;
};
