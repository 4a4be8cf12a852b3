import { z } from 'zod';
import { pathClasses } from './path.ts';

/** The configuration file. Every key has a default; unknown keys are refused. */
export const configSchema = z.strictObject({
  /** AWS services, besides Bedrock, whose paths over a peering are told: last part of the service name, `*` for all. */
  peeringRoutedServices: z.array(z.string()).default(['*']),
  /** Classes whose paths become findings. `peering-routed-aws-service` is published only when asked. */
  publishedClasses: z
    .array(z.enum(pathClasses))
    .default(pathClasses.filter((name) => name !== 'peering-routed-aws-service')),
  /** Days after which an unchanged finding is sent again; Security Hub forgets it at 90. */
  refreshAfterDays: z.int().min(1).max(80).default(60),
});
export type Config = z.infer<typeof configSchema>;
