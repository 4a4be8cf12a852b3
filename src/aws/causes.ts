import type { Cause, Failure } from '#model/coverage.ts';
import { causeOfCode } from './cause-of-code.ts';
import { deniedBy } from './denied-by.ts';
import { MalformedResponse } from './malformed-response.ts';
import { toSafeText } from './safe-text.ts';

/** The parts of an error that the SDK, a service or Node may have set. */
type Told = {
  name?: unknown;
  code?: unknown;
  message?: unknown;
  $fault?: unknown;
  $response?: unknown;
  $metadata?: { httpStatusCode?: number };
};

const toldBy = (error: unknown): Told => (typeof error === 'object' && error !== null ? error : {});

/** EC2's older codes carry the party at fault: `Client.UnauthorizedOperation`. */
const bare = (code: unknown): string | null =>
  typeof code === 'string' && code !== '' ? code.replace(/^(Client|Server)\./, '') : null;

/** The errno goes first: the SDK's HTTP handler renames a reset connection to TimeoutError. */
const knownCode = ({ name, code }: Told): string | null =>
  [bare(code), bare(name)].find((text) => text !== null && causeOfCode(text) !== undefined) ?? null;

/** The SDK's words for "no code" and "no message". */
const isNoWord = (text: string): boolean => ['Unknown', 'UnknownError', 'Error'].includes(text);

/** A service's own exception carries `$fault` and its code as `name`. */
const serviceCode = ({ name, $fault }: Told): string | null => {
  const code = $fault === undefined ? null : bare(name);
  return code === null || isNoWord(code) ? null : code;
};

/** What was said, else the HTTP status; empty when there was neither. */
const messageOf = ({ message, $metadata }: Told): string => {
  if (typeof message === 'string' && !isNoWord(message)) return toSafeText(message, 300);
  const status = $metadata?.httpStatusCode;
  return status === undefined ? '' : `HTTP ${status}`;
};

/** Something came over HTTP: the SDK notes it on service exceptions and on answers that it could not read. */
const answered = ({ $metadata, $response }: Told): boolean =>
  $metadata?.httpStatusCode !== undefined || $response !== undefined;

/** The status says enough where the body does not: a page of a proxy, half an answer, none at all. */
const causeOfStatus: ReadonlyMap<number | undefined, Cause> = new Map([
  [403, 'access-denied'],
  [429, 'throttled'],
]);

/**
 * Security Hub's InvalidAccessException is "not subscribed" as a rule, but also "is not an administrator for this
 * organization": only where it is off can nothing be missed.
 */
const isRefused = (code: string | null, { message }: Told): boolean =>
  code?.startsWith('InvalidAccess') === true && /administrator|authorized|permission/i.test(String(message));

const causeOf = (told: Told, code: string | null): Cause => {
  if (told instanceof MalformedResponse) return 'malformed-response';
  if (isRefused(code, told)) return 'access-denied';
  const known = code === null ? undefined : causeOfCode(code);
  const cause = known ?? causeOfStatus.get(told.$metadata?.httpStatusCode);
  if (cause !== undefined) return cause;
  return code === null && answered(told) ? 'malformed-response' : 'unknown';
};

/** Is this a failure of AWS, the SDK or the network, rather than a mistake in this program? */
export const isExpected = (error: unknown): boolean => {
  const told = toldBy(error);
  return (
    error instanceof MalformedResponse ||
    knownCode(told) !== null ||
    told.$fault !== undefined ||
    answered(told)
  );
};

/**
 * Why AWS could not be asked, as a value. `code` is AWS's own (or Node's errno), null when nobody sent one;
 * `message` is its first line, at most 300 characters, free of control characters and secrets.
 */
export const failureOf = (error: unknown): Failure => {
  const told = toldBy(error);
  const code = knownCode(told) ?? serviceCode(told);
  const cause = causeOf(told, code);
  const message = messageOf(told);
  return {
    cause,
    ...(cause === 'access-denied' ? { by: deniedBy(String(told.message)) } : {}),
    code: code === null ? null : toSafeText(code, 128),
    message: message === '' ? null : message,
  };
};

/** The words in which services refuse credentials that they do not know: all of them, where the Region is switched off. */
const unknownCredentials: ReadonlySet<string | null> = new Set([
  'AuthFailure',
  'InvalidClientTokenId',
  'InvalidToken',
  'UnrecognizedClientException',
]);

/**
 * The failure of a call in a Region that the account's own list says is switched off: there nothing knows its
 * credentials, which are none the worse for it.
 */
export const inDisabledRegion = (failure: Failure): Failure =>
  unknownCredentials.has(failure.code) ? { ...failure, cause: 'region-disabled' } : failure;
