import * as z from 'zod/mini';
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
import { pathClasses } from './words.ts';

const port = z.int().check(z.minimum(1), z.maximum(65_535));

/**
 * The configuration file. Every key has a default; unknown keys are refused. What each is described as here, the
 * reference page and editors show.
 */
export const configSchema = z.strictObject({
  $schema: z
    .optional(z.string())
    .check(z.describe('Where an editor finds the schema; means nothing to the program.')),
  scope: z
    .prefault(scopeConfig, {})
    .check(z.describe('What is audited. What is left out is told as excluded, and is no gap.')),
  role: z.prefault(roleConfig, {}).check(z.describe('The roles assumed in the other accounts.')),
  peeringRoutedServices: z
    ._default(z.array(z.string()), ['*'])
    .check(
      z.describe(
        "The AWS services, besides Bedrock, whose paths over a peering are told: the last part of the service's name, * for all.",
      ),
    ),
  publishedClasses: z
    ._default(
      z.array(z.enum(pathClasses)),
      pathClasses.filter((name) => name !== 'peering-routed-aws-service'),
    )
    .check(z.describe('The classes whose paths become findings of connection-path.')),
  publishedStatuses: z
    ._default(z.array(publishedStatus), ['warning', 'failed'])
    .check(
      z.describe(
        'Findings of which statuses are published. The inventory, and what is expected or exempt, always is.',
      ),
    ),
  publishing: z
    .prefault(publishingConfig, {})
    .check(z.describe('Who imports findings, and where they are kept.')),
  refreshAfterDays: z
    ._default(z.int().check(z.minimum(1), z.maximum(80)), 60)
    .check(z.describe('Days after which an unchanged finding is sent again; Security Hub forgets it at 90.')),
  trustedAccounts: z
    ._default(z.array(accountId), [])
    .check(
      z.describe(
        'Accounts outside the organization whose peerings, endpoint services and connections are no finding.',
      ),
    ),
  allowedRegions: z
    ._default(z.nullable(z.array(allowedRegions)), null)
    .check(
      z.describe(
        'Which service Regions the clients of which Region may use; null for all. Services without a Region always may.',
      ),
    ),
  inferenceRegions: z
    ._default(z.nullable(z.array(inferenceRegions)), null)
    .check(
      z.describe(
        'In which Regions Bedrock may run models, for which accounts; null where that does not matter.',
      ),
    ),
  expectedPaths: z
    ._default(z.array(expectedPath), [])
    .check(
      z.describe('Paths that are meant to be as they are: not warned of, and told when they do not work.'),
    ),
  exemptions: z
    ._default(z.array(exemption), [])
    .check(z.describe('Findings that are accepted for a time: they pass, with the reason in them.')),
  rules: z
    ._default(z.record(z.string(), ruleConfig), {})
    .check(z.describe('By rule ID: whether the rule is used, and how severe its findings are.')),
  ownerTags: z
    ._default(z.array(z.string().check(z.minLength(1), z.maxLength(128))).check(z.maxLength(10)), [])
    .check(
      z.describe('Keys of tags that are copied from a resource into its findings: who owns it, whom to ask.'),
    ),
  servicePorts: z
    ._default(z.record(z.string(), z.array(port).check(z.minLength(1))), {})
    .check(
      z.describe(
        "TCP ports of services that AWS cannot tell, by service name, an AWS service's part of it (email-smtp), resource configuration ARN or service network ARN.",
      ),
    ),
  clientPorts: z
    ._default(
      z
        .strictObject({ from: port, to: port })
        .check(z.refine(({ from, to }) => from <= to, 'from must not be above to')),
      { from: 32_768, to: 60_999 },
    )
    .check(
      z.describe(
        "The TCP ports that clients are answered on; the default is Linux's. Lambda and NAT gateways use 1024 to 65535.",
      ),
    ),
  catalogueUrl: z
    ._default(
      z.url({ protocol: /^https?$/, error: 'not a web address' }).check(z.maxLength(256)),
      'https://github.com/vpc-path-auditor/vpc-path-auditor/blob/main/docs/rules.md',
    )
    .check(z.describe("The page that findings refer to, with the rule's ID as fragment.")),
});
export type Config = z.infer<typeof configSchema>;
