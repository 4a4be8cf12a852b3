import { z } from 'zod';
import { accountIdPattern, regionPattern } from '#model/scope.ts';

const accountId = z.string().regex(accountIdPattern, 'an account ID is 12 digits');
const region = z.string().regex(regionPattern, 'not a Region such as us-west-2');

const selection = {
  accounts: z.array(accountId).min(1).optional(),
  regions: z.array(region).min(1).optional(),
};

/** What a scan may be asked to be narrowed to. */
export const narrowing = {
  ...selection,
  /** False for a dry run: everything is read and judged, nothing is sent to Security Hub. */
  publish: z.boolean().default(true),
};

const scanEvent = z.strictObject({ action: z.literal('scan'), ...narrowing });

const explainEvent = z.strictObject({
  action: z.literal('explain'),
  vpc: z.string().regex(/^vpc-[0-9a-f]{8,17}$/, 'not a VPC ID such as vpc-0123456789abcdef0'),
  service: z.string().min(1).max(256),
  serviceRegion: region,
});

/** What the orchestrator may be asked: a scan, and no more. */
export const orchestrateEvent = z.strictObject({
  action: z.literal('scan').default('scan'),
  ...narrowing,
});
export type OrchestrateEvent = z.infer<typeof orchestrateEvent>;

/**
 * What the function may be asked. `{}` is the nightly scan. Roles, endpoints, buckets and configuration never
 * come from an event; unknown keys and bad values are refused with the field's name.
 */
export const auditEvent = z.preprocess(
  (event) => (isObjectWithoutAction(event) ? { ...event, action: 'scan' } : event),
  z.discriminatedUnion('action', [scanEvent, explainEvent]),
);
export type AuditEvent = z.infer<typeof auditEvent>;

const isObjectWithoutAction = (event: unknown): event is Record<string, unknown> =>
  typeof event === 'object' && event !== null && !Array.isArray(event) && !('action' in event);
