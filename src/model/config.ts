import { z } from 'zod';
import { publishingConfig } from './config-publishing.ts';
import { roleConfig, scopeConfig } from './config-scope.ts';
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
  rules: z.record(z.string(), z.strictObject({ enabled: z.boolean().default(true) })).default({}),
});
export type Config = z.infer<typeof configSchema>;
