import * as z from 'zod/mini';
import type { Scope } from './scope.ts';

/** Why a read or a write failed, in the operator's words. Decided in `src/aws/causes.ts` alone. */
export const causes = [
  'access-denied',
  'region-disabled',
  'not-enabled',
  'throttled',
  'expired-credentials',
  'network',
  'malformed-response',
  'timeout',
  'unknown',
] as const;
export type Cause = (typeof causes)[number];

/**
 * By what access was denied: the role could not be assumed (it is missing, or does not trust us), a service control
 * policy of the organization, or any other policy.
 */
export const deniers = ['role-missing', 'scp', 'policy'] as const;
export type Denier = (typeof deniers)[number];

/**
 * An expected failure of AWS, as a value. `by` goes with access-denied alone; `code` is AWS's own error code where it
 * sent one.
 */
export type Failure = { cause: Cause; by?: Denier; code: string | null; message: string | null };

/** What a call came to: its value, or why there is none. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure };
export const success = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const failed = <T = never>(failure: Failure): Outcome<T> => ({ ok: false, failure });

/** One entry of an inventory's optional `Coverage` object. */
export const readCoverage = z.strictObject({
  complete: z.boolean(),
  cause: z.optional(z.enum(causes)),
  by: z.optional(z.enum(deniers)),
  code: z.optional(z.string()),
  message: z.optional(z.string()),
});
export type ReadCoverage = z.infer<typeof readCoverage>;

export const coverageRead = z.strictObject({
  operation: z.string(),
  status: z.enum(['complete', 'failed']),
  cause: z.nullable(z.enum(causes)),
  by: z.nullable(z.enum(deniers)),
  code: z.nullable(z.string()),
  message: z.nullable(z.string()),
});

export const scopeStatuses = ['complete', 'partial', 'failed', 'excluded'] as const;

/** In the place of an account or a Region of what was left out: each of them. */
export const everyOne = '*';

/**
 * What was read of one scope. `reads` is sorted by operation; an operation that is absent was not read. What was left
 * out on purpose is told once an account (Region `*`) or once a Region (account `*`).
 */
export const scopeCoverage = z.strictObject({
  accountId: z.string(),
  region: z.string(),
  status: z.enum(scopeStatuses),
  /** Why it was left out: the configuration's key or the account's state. Null for a scope that was to be read. */
  because: z.nullable(z.string()),
  reads: z.array(coverageRead),
});
export type ScopeCoverage = z.infer<typeof scopeCoverage>;

/** Was `operation` read completely in `scope`? What was never planned was not read. */
export type IsComplete = (scope: Scope, operation: string) => boolean;

/** The entry of an operation that failed. */
export const unread = ({ cause, by, code, message }: Failure): ReadCoverage => ({
  complete: false,
  cause,
  ...(by === undefined ? {} : { by }),
  ...(code === null ? {} : { code }),
  ...(message === null ? {} : { message }),
});
