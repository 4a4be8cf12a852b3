import { type Cause, causes, type Failure } from '#model/coverage.ts';
import { MalformedResponse } from './malformed-response.ts';
import { toSafeText } from './safe-text.ts';

/**
 * Error codes by cause: EC2's list (docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html), the
 * common errors of the other services, the SDK's own error names and Node's errnos.
 *
 * `AuthFailure` is what EC2 answers in a Region that the account has not enabled; that the credentials
 * themselves are good was shown by STS before the first read.
 */
const codes: Record<Cause, readonly string[]> = {
  'access-denied': ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'ForbiddenException'],
  'region-disabled': ['OptInRequired', 'AuthFailure', 'RegionDisabledException'],
  'not-enabled': [
    'InvalidAccess',
    'InvalidAccessException',
    'AWSOrganizationsNotInUseException',
    'SubscriptionRequiredException',
  ],
  throttled: [
    'RequestLimitExceeded',
    'EC2ThrottledException',
    'Throttling',
    'ThrottlingException',
    'ThrottledException',
    'RequestThrottled',
    'RequestThrottledException',
    'TooManyRequestsException',
    'LimitExceededException',
    'PriorRequestNotComplete',
    'SlowDown',
  ],
  'expired-credentials': [
    'RequestExpired',
    'ExpiredToken',
    'ExpiredTokenException',
    'InvalidToken',
    'InvalidClientTokenId',
    'UnrecognizedClientException',
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
    'IncompleteSignature',
    'SignatureDoesNotMatch',
    'InvalidSignatureException',
    'CredentialsProviderError',
    'TokenProviderError',
    'ProviderError',
  ],
  network: [
    'ECONNREFUSED',
    'ECONNRESET',
    'ECONNABORTED',
    'EPIPE',
    'EADDRNOTAVAIL',
    'EMFILE',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EAI_FAIL',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENETDOWN',
    'EPROTO',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    // What the SDK makes of an AWS_ENDPOINT_URL that is no URL.
    'ERR_INVALID_URL',
  ],
  timeout: ['ETIMEDOUT', 'TimeoutError', 'AbortError', 'RequestTimeout', 'RequestTimeoutException'],
  'malformed-response': [],
  unknown: [],
};

const causeByCode: ReadonlyMap<string, Cause> = new Map(
  causes.flatMap((cause) => codes[cause].map((code) => [code, cause] as const)),
);

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

/** Node's HTTP parser has a code of its own for each way in which an answer is no HTTP: `HPE_INVALID_CONSTANT`. */
const causeOfCode = (code: string): Cause | undefined =>
  causeByCode.get(code) ?? (code.startsWith('HPE_') ? 'malformed-response' : undefined);

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

const causeOf = (told: Told, code: string | null): Cause => {
  if (told instanceof MalformedResponse) return 'malformed-response';
  const known = code === null ? undefined : causeOfCode(code);
  if (known !== undefined) return known;
  if (told.$metadata?.httpStatusCode === 429) return 'throttled';
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
  const message = messageOf(told);
  return {
    cause: causeOf(told, code),
    code: code === null ? null : toSafeText(code, 128),
    message: message === '' ? null : message,
  };
};
