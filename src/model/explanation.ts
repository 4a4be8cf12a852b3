import * as z from 'zod/mini';
import { connectionPathSchema } from './path.ts';
import { scanResultSchema } from './result.ts';

export const answers = ['yes', 'no', 'unknown'] as const;
export type Answer = (typeof answers)[number];

/** The ways in which a VPC may reach a service, in the order in which they are told. */
export const optionKinds = [
  'existing-path',
  'cross-region-endpoint',
  'same-region-endpoint',
  'peering',
  'build',
] as const;
export type OptionKind = (typeof optionKinds)[number];

/** One change, and the AWS CLI commands it stands for: to be read before they are run, and never run by this program. */
export const stepSchema = z.strictObject({
  what: z.string(),
  /** Where it is made, as far as that is known. */
  accountId: z.nullable(z.string()),
  region: z.nullable(z.string()),
  /** Shell lines; empty where no command does it. Words in capitals are placeholders. */
  commands: z.array(z.string()),
});
export type Step = z.infer<typeof stepSchema>;

export const optionSchema = z.strictObject({
  kind: z.enum(optionKinds),
  /**
   * Is this a way? `yes` means that it is once its `steps` are taken: today where there are none. What was not read is
   * `unknown`, never `no`.
   */
  answer: z.enum(answers),
  because: z.string(),
  /** The path as `scan` tells it; null where none is there. */
  path: z.nullable(connectionPathSchema),
  peeringId: z.nullable(z.string()),
  steps: z.array(stepSchema),
  /** What stands in the commands for what nobody can know yet. */
  placeholders: z.array(z.strictObject({ name: z.string(), means: z.string() })),
});
export type Option = z.infer<typeof optionSchema>;

/** The contract of `explain --format json`: null rather than absent. */
export const explanationSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  input: z.enum(['live', 'snapshot']),
  question: z.strictObject({
    vpcId: z.string(),
    /** The VPC's owner; null when nobody told. */
    accountId: z.nullable(z.string()),
    region: z.string(),
    /** As it was asked for. */
    service: z.string(),
    /** The whole name: `com.amazonaws.us-west-2.bedrock-runtime`, or a resource's ARN. */
    serviceName: z.string(),
    serviceRegion: z.string(),
  }),
  /** Does the VPC reach the service today? */
  answer: z.enum(answers),
  /** The answer in a sentence, with the best way to it. */
  headline: z.string(),
  options: z.array(optionSchema),
  /** What the answer says nothing about. */
  notAssessed: z.array(z.string()),
  /** Of the accounts and Regions that the answer rests on. */
  coverage: scanResultSchema.shape.coverage,
});
export type Explanation = z.infer<typeof explanationSchema>;
