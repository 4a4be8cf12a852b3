import { z } from 'zod';
import { publishingConfig } from './config-publishing.ts';
import {
  allowedRegions,
  exemption,
  expectedPath,
  inferenceRegions,
  publishedStatus,
  ruleConfig,
} from './config-rules.ts';
import { accountId, roleConfig, scopeConfig } from './config-scope.ts';
import { pathClasses } from './path.ts';

const port = z.int().min(1).max(65_535);

/** The configuration file. Every key has a default; unknown keys are refused. */
export const configSchema = z.strictObject({
  scope: scopeConfig.prefault({}),
  role: roleConfig.prefault({}),
  /** AWS services, besides Bedrock, whose paths over a peering are told: last part of the service name, `*` for all. */
  peeringRoutedServices: z.array(z.string()).default(['*']),
  /** Classes whose paths become findings. `peering-routed-aws-service` is published only when asked. */
  publishedClasses: z
    .array(z.enum(pathClasses))
    .default(pathClasses.filter((name) => name !== 'peering-routed-aws-service')),
  /** Besides what is in the inventory, expected or exempt: findings of which statuses are published. */
  publishedStatuses: z.array(publishedStatus).default(['warning', 'failed']),
  /** Accounts outside the organization whose peerings, endpoint services and connections are no finding. */
  trustedAccounts: z.array(accountId).default([]),
  /** Which service Regions clients of which Region may use; null for all. Services without a Region always. */
  allowedRegions: z.array(allowedRegions).nullable().default(null),
  /** Where Bedrock may run models for which accounts; null where that does not matter. */
  inferenceRegions: z.array(inferenceRegions).nullable().default(null),
  /** Paths that are meant to be: not warned of, and told when they do not work. */
  expectedPaths: z.array(expectedPath).default([]),
  exemptions: z.array(exemption).default([]),
  /** Keys of tags that are copied from the resource into its findings: who owns it, whom to ask. */
  ownerTags: z.array(z.string().min(1).max(128)).max(10).default([]),
  /** The page that findings refer to, with the rule's ID as fragment. */
  catalogueUrl: z
    .url()
    .max(256)
    .default('https://github.com/vpc-path-auditor/vpc-path-auditor/blob/main/docs/rules.md'),
  /**
   * TCP ports by service name (whole, or an AWS service's part of it: `email-smtp`), resource configuration ARN or
   * service network ARN. AWS services listen on 443 unless AWS says otherwise; any other's cannot be known.
   */
  servicePorts: z.record(z.string(), z.array(port).min(1)).default({}),
  /** The TCP ports that clients are answered on; the default is Linux's. Lambda and NAT gateways use 1024 to 65535. */
  clientPorts: z
    .strictObject({ from: port, to: port })
    .refine(({ from, to }) => from <= to, 'from must not be above to')
    .default({ from: 32_768, to: 60_999 }),
  /** Days after which an unchanged finding is sent again; Security Hub forgets it at 90. */
  refreshAfterDays: z.int().min(1).max(80).default(60),
  publishing: publishingConfig.prefault({}),
  /** By rule ID, as the catalogue names it. A rule that is not enabled finds nothing. */
  rules: z.record(z.string(), ruleConfig).default({}),
});
export type Config = z.infer<typeof configSchema>;
