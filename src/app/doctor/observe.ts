import type { Outcome } from '#model/coverage.ts';
import type { Check } from '#model/doctor.ts';
import type { Scope } from '#model/scope.ts';

/** One thing that was looked at, in one place. */
export type Observation = Pick<Check, 'name' | 'subject' | 'status' | 'cause' | 'by' | 'code' | 'message'> & {
  place: Scope;
};

/** Codes by which AWS says that what was asked about is not there or not its kind: it has looked, so it may be asked. */
const looked = /NotFound|^NoSuch|^Invalid(Input|Parameter|VPCId|VpcId)/;

/** Causes that say no; any other leaves it open. */
const refusals: ReadonlySet<string | null> = new Set([
  'access-denied',
  'region-disabled',
  'not-enabled',
  'expired-credentials',
]);

/** What a call showed of a check. */
export const observe = (
  what: Pick<Check, 'name' | 'subject'>,
  place: Scope,
  outcome: Outcome<unknown>,
): Observation => {
  const { cause = null, by = null, code = null, message = null } = outcome.ok ? {} : outcome.failure;
  const isAllowed = outcome.ok || (cause === 'unknown' && looked.test(code ?? ''));
  if (isAllowed) return { ...what, status: 'pass', cause: null, by: null, code: null, message: null, place };
  return { ...what, status: refusals.has(cause) ? 'fail' : 'unknown', cause, by, code, message, place };
};
