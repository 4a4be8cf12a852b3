import { type Cause, causes } from '#model/coverage.ts';

/**
 * Error codes by cause: EC2's list (docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html), the
 * common errors of the other services, the SDK's own error names and Node's errnos.
 *
 * `AuthFailure` is what EC2 answers in a Region that the account has not enabled; that the credentials
 * themselves are good was shown by STS before the first read.
 */
const codes: Record<Cause, readonly string[]> = {
  'access-denied': [
    'AccessDenied',
    'AccessDeniedException',
    'UnauthorizedOperation',
    'ForbiddenException',
    'NotAuthorized',
    // EC2's words for an account that AWS has blocked, or not verified yet.
    'Blocked',
    'PendingVerification',
  ],
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
    'BandwidthLimitExceeded',
    'ProvisionedThroughputExceededException',
    'TransactionInProgressException',
    'PriorRequestNotComplete',
    'SlowDown',
  ],
  'expired-credentials': [
    'RequestExpired',
    'RequestInTheFuture',
    'RequestTimeTooSkewed',
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
    'InvalidIdentityToken',
    'UnauthorizedException',
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
    'ERR_STREAM_PREMATURE_CLOSE',
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
  timeout: [
    'ETIMEDOUT',
    'TimeoutError',
    'AbortError',
    'RequestTimeout',
    'RequestTimeoutException',
    // The whole run was stopped: its deadline came, or the operator interrupted it.
    'Deadline',
  ],
  'malformed-response': [],
  unknown: [],
};

const causeByCode: ReadonlyMap<string, Cause> = new Map(
  causes.flatMap((cause) => codes[cause].map((code) => [code, cause] as const)),
);

/**
 * Node's HTTP parser has a code of its own for each way in which an answer is no HTTP (`HPE_INVALID_CONSTANT`), and
 * OpenSSL one for each way in which a handshake fails.
 */
export const causeOfCode = (code: string): Cause | undefined => {
  if (code.startsWith('HPE_')) return 'malformed-response';
  return causeByCode.get(code) ?? (/^ERR_(SSL|TLS)_/.test(code) ? 'network' : undefined);
};
