import * as z from 'zod/mini';
import { accountIdPattern, regionPattern } from '#model/scope.ts';

const accountId = z.string().check(z.regex(accountIdPattern, 'an account ID is 12 digits'));
const region = z.string().check(z.regex(regionPattern, 'not a Region such as us-west-2'));

const selection = {
  accounts: z.optional(z.array(accountId).check(z.minLength(1))),
  regions: z.optional(z.array(region).check(z.minLength(1))),
};

/** What a scan may be asked to be narrowed to. */
export const narrowing = {
  ...selection,
  /** False for a dry run: everything is read and judged, nothing is sent to Security Hub. */
  publish: z._default(z.boolean(), true),
};

const scanEvent = z.strictObject({ action: z.literal('scan'), ...narrowing });

const explainEvent = z.strictObject({
  action: z.literal('explain'),
  vpc: z.string().check(z.regex(/^vpc-[0-9a-f]{8,17}$/, 'not a VPC ID such as vpc-0123456789abcdef0')),
  service: z.string().check(z.minLength(1), z.maxLength(256)),
  serviceRegion: region,
});

/** What the orchestrator may be asked: a scan, and no more. */
export const orchestrateEvent = z.strictObject({
  action: z._default(z.literal('scan'), 'scan'),
  ...narrowing,
});
export type OrchestrateEvent = z.infer<typeof orchestrateEvent>;

/**
 * What the function may be asked. `{}` is the nightly scan. Roles, endpoints, buckets and configuration never
 * come from an event; unknown keys and bad values are refused with the field's name.
 */
export const auditEvent = z.pipe(
  z.transform((event) => (isObjectWithoutAction(event) ? { ...event, action: 'scan' } : event)),
  z.discriminatedUnion('action', [scanEvent, explainEvent]),
);
export type AuditEvent = z.infer<typeof auditEvent>;

const isObjectWithoutAction = (event: unknown): event is Record<string, unknown> =>
  typeof event === 'object' && event !== null && !Array.isArray(event) && !('action' in event);
