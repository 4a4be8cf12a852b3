import { z } from 'zod';
import { accountId, region, unit } from './config-scope.ts';
import { findingStatuses, severities } from './finding.ts';

/** How one rule is used; what is left out is as the rule's own page says. */
export const ruleConfig = z.strictObject({
  enabled: z.boolean().optional(),
  /** Of its warnings and failures, in the place of the rule's own. */
  severity: z.enum(severities).optional(),
});

/** Which accounts a line is for: those named, those in or below a unit, or all where neither is given. */
const forAccounts = {
  accounts: z.array(accountId).min(1).nullable().default(null),
  organizationalUnits: z.array(unit).min(1).nullable().default(null),
};
export type ForAccounts = { accounts: string[] | null; organizationalUnits: string[] | null };

const regionOrAny = z.union([z.literal('*'), region]);

/** Service Regions that clients of a Region may use, Regions being told as AWS names them, `*` for each. */
export const allowedRegions = z.strictObject({
  ...forAccounts,
  from: regionOrAny,
  to: z.array(regionOrAny).min(1),
});

/** Where models may run for the accounts. */
export const inferenceRegions = z.strictObject({ ...forAccounts, regions: z.array(region).min(1) });

/** A path that is meant to be as it is. */
export const expectedPath = z.strictObject({
  vpcId: z.string().min(1),
  /** The whole service name, or an AWS service's part of it: `bedrock-runtime`. */
  service: z.string().min(1),
  serviceRegion: region,
  reason: z.string().min(1).max(256),
});

/** Findings of a rule that are accepted for a time. */
export const exemption = z
  .strictObject({
    rule: z.string(),
    /** The finding's own account; null for any. */
    accounts: z.array(accountId).min(1).nullable().default(null),
    /** The ID or ARN of the finding's subject, or of a resource it is made of; null for any. */
    resource: z.string().min(1).nullable().default(null),
    /** The last day it holds, in UTC. */
    until: z.iso.date(),
    reason: z.string().min(1).max(256),
    /** Who answers for it. */
    owner: z.string().min(1).max(128),
  })
  .refine(({ accounts, resource }) => accounts !== null || resource !== null, {
    path: ['resource'],
    error: 'an exemption names accounts or a resource; to switch a rule off, use rules',
  });
export type Exemption = z.infer<typeof exemption>;

export const publishedStatus = z.enum(findingStatuses).exclude(['not-evaluated']);
