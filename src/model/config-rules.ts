import * as z from 'zod/mini';
import { accountId, region, unit } from './config-scope.ts';
import { findingStatuses, severities } from './words.ts';

/** How one rule is used; what is left out is as the rule's own page says. */
export const ruleConfig = z.strictObject({
  enabled: z
    .optional(z.boolean())
    .check(z.describe("Whether the rule is used; the rule's own default where absent.")),
  severity: z
    .optional(z.enum(severities))
    .check(z.describe("Of its warnings and failures, in the place of the rule's own.")),
});

/** Which accounts a line is for: those named, those in or below a unit, or all where neither is given. */
const forAccounts = {
  accounts: z
    ._default(z.nullable(z.array(accountId).check(z.minLength(1))), null)
    .check(z.describe('For these accounts.')),
  organizationalUnits: z
    ._default(z.nullable(z.array(unit).check(z.minLength(1))), null)
    .check(z.describe('For the accounts in these units and below. For all accounts where neither is given.')),
};
export type ForAccounts = { accounts: string[] | null; organizationalUnits: string[] | null };

const regionOrAny = z.union([z.literal('*'), region]);

/** Service Regions that clients of a Region may use, Regions being told as AWS names them, `*` for each. */
export const allowedRegions = z.strictObject({
  ...forAccounts,
  from: regionOrAny.check(z.describe('The Region of the client; * for each.')),
  to: z
    .array(regionOrAny)
    .check(z.minLength(1), z.describe('The Regions of services that it may use; * for each.')),
});

/** Where models may run for the accounts. */
export const inferenceRegions = z.strictObject({
  ...forAccounts,
  regions: z.array(region).check(z.minLength(1), z.describe('Where models may run.')),
});

/** A path that is meant to be as it is. */
export const expectedPath = z.strictObject({
  vpcId: z.string().check(z.minLength(1), z.describe("The client's VPC.")),
  service: z
    .string()
    .check(z.minLength(1), z.describe("The service name, or an AWS service's part of it: bedrock-runtime.")),
  serviceRegion: region.check(z.describe('The Region of the service.')),
  reason: z.string().check(z.minLength(1), z.maxLength(256), z.describe('Why it is meant to be.')),
});

/** Findings of a rule that are accepted for a time. */
export const exemption = z
  .strictObject({
    rule: z.string().check(z.describe('The ID of the rule.')),
    accounts: z
      ._default(z.nullable(z.array(accountId).check(z.minLength(1))), null)
      .check(z.describe("The finding's own account is one of these; null for any.")),
    resource: z
      ._default(z.nullable(z.string().check(z.minLength(1))), null)
      .check(
        z.describe("The ID or ARN of the finding's subject, or of a resource it is made of; null for any."),
      ),
    until: z.iso.date().check(z.describe('The last day it holds, in UTC.')),
    reason: z.string().check(z.minLength(1), z.maxLength(256), z.describe('Why it is accepted.')),
    owner: z.string().check(z.minLength(1), z.maxLength(128), z.describe('Who answers for it.')),
  })
  .check(
    z.refine(({ accounts, resource }) => accounts !== null || resource !== null, {
      path: ['resource'],
      error: 'an exemption names accounts or a resource; to switch a rule off, use rules',
    }),
  );
export type Exemption = z.infer<typeof exemption>;

export const publishedStatus = z.enum(findingStatuses.filter((status) => status !== 'not-evaluated'));
