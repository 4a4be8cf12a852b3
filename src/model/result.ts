import * as z from 'zod/mini';
import { deniers, scopeCoverage, scopeStatuses } from './coverage.ts';
import { findingSchema } from './finding.ts';
import { connectionPathSchema } from './path.ts';
import { findingStatuses, pathClasses, severities, verdicts } from './words.ts';

const count = z.int().check(z.minimum(0));

const peeringSide = z.strictObject({
  accountId: z.nullable(z.string()),
  region: z.nullable(z.string()),
  vpcId: z.nullable(z.string()),
});

/** One peering, however many sides show it. */
export const peeringSchema = z.strictObject({
  id: z.string(),
  status: z.nullable(z.string()),
  requester: peeringSide,
  accepter: peeringSide,
});
export type PublishedPeering = z.infer<typeof peeringSchema>;

export const publishFailureSchema = z.strictObject({
  accountId: z.string(),
  region: z.string(),
  /** The finding that could not be imported; null when it was the account and Region as a whole. */
  findingId: z.nullable(z.string()),
  cause: z.string(),
  by: z.nullable(z.enum(deniers)),
  code: z.nullable(z.string()),
  message: z.nullable(z.string()),
});
export type PublishFailure = z.infer<typeof publishFailureSchema>;

/** An account and Region whose findings no Security Hub takes, by the organization's own choice: no failure. */
export const unpublishedSchema = z.strictObject({
  accountId: z.string(),
  region: z.string(),
  /** Security Hub is off; or the account or Region is left out on purpose, or switched off. */
  cause: z.enum(['not-enabled', 'out-of-scope']),
  findings: count,
});

/** What publishing did. Counts are of findings. */
export const publishSummarySchema = z.strictObject({
  created: count,
  updated: count,
  refreshed: count,
  archived: count,
  kept: count,
  /** Kept too, though nobody will ever know more of them: their account left, or they lie where nobody looks. */
  orphaned: count,
  /** Where there was something to tell, and nobody to tell it to. */
  unpublished: z.array(unpublishedSchema),
  /** What the operator should know, one line each. */
  notices: z.array(z.string()),
  failed: z.array(publishFailureSchema),
});
export type PublishSummary = z.infer<typeof publishSummarySchema>;

export const exitReasons = ['findings', 'coverage-incomplete', 'publishing-failed'] as const;

/** A Region that an SCP denies in every account: to be excluded, unless somebody is to use it. */
export const suggestionSchema = z.strictObject({
  /** For `scope.excludedRegions` of the configuration. */
  excludeRegion: z.string(),
  /** Accounts in which it is denied. */
  accounts: count,
});
export type Suggestion = z.infer<typeof suggestionSchema>;

const counts = <const T extends readonly [string, ...string[]]>(keys: T) => z.record(z.enum(keys), count);

/** The contract of `scan --format json`: arrays sorted, null rather than absent. */
export const scanResultSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  startedAt: z.string(),
  finishedAt: z.string(),
  partition: z.string(),
  /** Null for a snapshot, which nobody was asked for. */
  callerArn: z.nullable(z.string()),
  configDigest: z.string(),
  /**
   * The IDs of the rules that judged, sorted: those that are enabled and, where they need it, configured. Null where the
   * program that made the result did not tell yet.
   */
  rules: z._default(z.nullable(z.array(z.string())), null),
  input: z.enum(['live', 'snapshot']),
  summary: z.strictObject({
    paths: z.strictObject({ byClass: counts(pathClasses), byVerdict: counts(verdicts) }),
    findings: z.strictObject({ bySeverity: counts(severities), byStatus: counts(findingStatuses) }),
    scopes: z.strictObject({ byStatus: counts(scopeStatuses) }),
  }),
  exitReasons: z.array(z.enum(exitReasons)),
  coverage: z.strictObject({
    complete: z.boolean(),
    scopes: z.array(scopeCoverage),
    suggestions: z.array(suggestionSchema),
  }),
  paths: z.array(connectionPathSchema),
  peerings: z.array(peeringSchema),
  findings: z.array(findingSchema),
  publish: z.nullable(publishSummarySchema),
});
export type ScanResult = z.infer<typeof scanResultSchema>;
