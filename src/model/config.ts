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

/**
 * The configuration file. Every key has a default; unknown keys are refused. What each is described as here, the
 * reference page and editors show.
 */
export const configSchema = z.strictObject({
  $schema: z.string().optional().describe('Where an editor finds the schema; means nothing to the program.'),
  scope: scopeConfig
    .prefault({})
    .describe('What is audited. What is left out is told as excluded, and is no gap.'),
  role: roleConfig.prefault({}).describe('The roles assumed in the other accounts.'),
  peeringRoutedServices: z
    .array(z.string())
    .default(['*'])
    .describe(
      "The AWS services, besides Bedrock, whose paths over a peering are told: the last part of the service's name, * for all.",
    ),
  publishedClasses: z
    .array(z.enum(pathClasses))
    .default(pathClasses.filter((name) => name !== 'peering-routed-aws-service'))
    .describe('The classes whose paths become findings of connection-path.'),
  publishedStatuses: z
    .array(publishedStatus)
    .default(['warning', 'failed'])
    .describe(
      'Findings of which statuses are published. The inventory, and what is expected or exempt, always is.',
    ),
  publishing: publishingConfig.prefault({}).describe('Who imports findings, and where they are kept.'),
  refreshAfterDays: z
    .int()
    .min(1)
    .max(80)
    .default(60)
    .describe('Days after which an unchanged finding is sent again; Security Hub forgets it at 90.'),
  trustedAccounts: z
    .array(accountId)
    .default([])
    .describe(
      'Accounts outside the organization whose peerings, endpoint services and connections are no finding.',
    ),
  allowedRegions: z
    .array(allowedRegions)
    .nullable()
    .default(null)
    .describe(
      'Which service Regions the clients of which Region may use; null for all. Services without a Region always may.',
    ),
  inferenceRegions: z
    .array(inferenceRegions)
    .nullable()
    .default(null)
    .describe(
      'In which Regions Bedrock may run models, for which accounts; null where that does not matter.',
    ),
  expectedPaths: z
    .array(expectedPath)
    .default([])
    .describe('Paths that are meant to be as they are: not warned of, and told when they do not work.'),
  exemptions: z
    .array(exemption)
    .default([])
    .describe('Findings that are accepted for a time: they pass, with the reason in them.'),
  rules: z
    .record(z.string(), ruleConfig)
    .default({})
    .describe('By rule ID: whether the rule is used, and how severe its findings are.'),
  ownerTags: z
    .array(z.string().min(1).max(128))
    .max(10)
    .default([])
    .describe('Keys of tags that are copied from a resource into its findings: who owns it, whom to ask.'),
  servicePorts: z
    .record(z.string(), z.array(port).min(1))
    .default({})
    .describe(
      "TCP ports of services that AWS cannot tell, by service name, an AWS service's part of it (email-smtp), resource configuration ARN or service network ARN.",
    ),
  clientPorts: z
    .strictObject({ from: port, to: port })
    .refine(({ from, to }) => from <= to, 'from must not be above to')
    .default({ from: 32_768, to: 60_999 })
    .describe(
      "The TCP ports that clients are answered on; the default is Linux's. Lambda and NAT gateways use 1024 to 65535.",
    ),
  catalogueUrl: z
    .url({ protocol: /^https?$/, error: 'not a web address' })
    .max(256)
    .default('https://github.com/vpc-path-auditor/vpc-path-auditor/blob/main/docs/rules.md')
    .describe("The page that findings refer to, with the rule's ID as fragment."),
});
export type Config = z.infer<typeof configSchema>;
