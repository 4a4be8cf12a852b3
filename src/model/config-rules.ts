import { z } from 'zod';
import { accountId, region, unit } from './config-scope.ts';
import { findingStatuses, severities } from './finding.ts';

/** How one rule is used; what is left out is as the rule's own page says. */
export const ruleConfig = z.strictObject({
  enabled: z.boolean().optional().describe("Whether the rule is used; the rule's own default where absent."),
  severity: z
    .enum(severities)
    .optional()
    .describe("Of its warnings and failures, in the place of the rule's own."),
});

/** Which accounts a line is for: those named, those in or below a unit, or all where neither is given. */
const forAccounts = {
  accounts: z.array(accountId).min(1).nullable().default(null).describe('For these accounts.'),
  organizationalUnits: z
    .array(unit)
    .min(1)
    .nullable()
    .default(null)
    .describe('For the accounts in these units and below. For all accounts where neither is given.'),
};
export type ForAccounts = { accounts: string[] | null; organizationalUnits: string[] | null };

const regionOrAny = z.union([z.literal('*'), region]);

/** Service Regions that clients of a Region may use, Regions being told as AWS names them, `*` for each. */
export const allowedRegions = z.strictObject({
  ...forAccounts,
  from: regionOrAny.describe('The Region of the client; * for each.'),
  to: z.array(regionOrAny).min(1).describe('The Regions of services that it may use; * for each.'),
});

/** Where models may run for the accounts. */
export const inferenceRegions = z.strictObject({
  ...forAccounts,
  regions: z.array(region).min(1).describe('Where models may run.'),
});

/** A path that is meant to be as it is. */
export const expectedPath = z.strictObject({
  vpcId: z.string().min(1).describe("The client's VPC."),
  service: z.string().min(1).describe("The service name, or an AWS service's part of it: bedrock-runtime."),
  serviceRegion: region.describe('The Region of the service.'),
  reason: z.string().min(1).max(256).describe('Why it is meant to be.'),
});

/** Findings of a rule that are accepted for a time. */
export const exemption = z
  .strictObject({
    rule: z.string().describe('The ID of the rule.'),
    accounts: z
      .array(accountId)
      .min(1)
      .nullable()
      .default(null)
      .describe("The finding's own account is one of these; null for any."),
    resource: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe("The ID or ARN of the finding's subject, or of a resource it is made of; null for any."),
    until: z.iso.date().describe('The last day it holds, in UTC.'),
    reason: z.string().min(1).max(256).describe('Why it is accepted.'),
    owner: z.string().min(1).max(128).describe('Who answers for it.'),
  })
  .refine(({ accounts, resource }) => accounts !== null || resource !== null, {
    path: ['resource'],
    error: 'an exemption names accounts or a resource; to switch a rule off, use rules',
  });
export type Exemption = z.infer<typeof exemption>;

export const publishedStatus = z.enum(findingStatuses).exclude(['not-evaluated']);
