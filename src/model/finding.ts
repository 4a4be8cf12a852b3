import * as z from 'zod/mini';
import type { Scope } from './scope.ts';
import { findingStatuses, severities } from './words.ts';

export type Severity = (typeof severities)[number];

export type FindingStatus = (typeof findingStatuses)[number];

/** A finding as the published result tells it. */
export const findingSchema = z.strictObject({
  /** Stable: partition, owning account, Region, rule and subject, and nothing that may change. */
  id: z.string(),
  rule: z.string(),
  severity: z.enum(severities),
  status: z.enum(findingStatuses),
  title: z.string(),
  accountId: z.string(),
  region: z.string(),
  subject: z.strictObject({ type: z.string(), id: z.string(), arn: z.nullable(z.string()) }),
  pathIds: z.array(z.string()),
  evidence: z.string(),
  remediation: z.nullable(z.string()),
  /** The account that has to make the change; null when there is nothing to change. */
  fixOwner: z.nullable(z.string()),
  firstSeenAt: z.nullable(z.string()),
  /** Why it is accepted, and until when; null when it is not. */
  exemption: z.nullable(z.string()),
  /** The tags of the configuration's `ownerTags` that its resource has. */
  ownerTags: z.record(z.string(), z.string()),
  /** Where its rule says why it matters and how to mend it. */
  ruleUrl: z.string(),
});
export type PublishedFinding = z.infer<typeof findingSchema>;

/** A part that the finding's subject is made of, and the complete listing that would no longer have it. */
export type SubjectPart = Scope & { operation: string; id: string };

/** `gone`: the complete listing of the part's own scope lacks it. `unread`: no complete listing says so. */
export type Presence = 'listed' | 'gone' | 'unread';

/** What a finding rests on; kept with the held finding, because archiving it needs the same evidence again. */
export type Evidence = {
  /** Every scope the rule read for this finding, sorted. */
  scopes: Scope[];
  /**
   * If one of these is gone, so is the subject. A part that several scopes list (a peering, by both its sides) is
   * named once for each, and gone only when each complete listing lacks it.
   */
  parts: SubjectPart[];
};

/** A finding with what it depends on, and what else only Security Hub is told. */
export type Finding = PublishedFinding & {
  dependsOn: Evidence;
  /** Of a path to a service in another Region: that Region. */
  toRegion?: string | null | undefined;
};
