import { describe, expect, it } from 'vitest';
import { attempt } from '#aws/attempt.ts';
import { failureOf, inDisabledRegion, isExpected } from '#aws/causes.ts';
import { MalformedResponse } from '#aws/malformed-response.ts';
import type { Cause } from '#model/coverage.ts';

/** As the SDK throws what a service answered. */
const serviceError = (name: string, status = 400): Error =>
  Object.assign(new Error(`${name} said AWS`), {
    name,
    $fault: status < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: status, attempts: 1 },
  });
const errno = (code: string, name = 'Error'): Error =>
  Object.assign(new Error(`connect ${code}`), { code, name });
const named = (name: string, message = name): Error => Object.assign(new Error(message), { name });

const cases: [string, Error, Cause, string | null][] = [
  ['EC2 denial', serviceError('UnauthorizedOperation', 403), 'access-denied', 'UnauthorizedOperation'],
  [
    'EC2 denial, old form',
    serviceError('Client.UnauthorizedOperation', 403),
    'access-denied',
    'UnauthorizedOperation',
  ],
  ['STS denial', serviceError('AccessDenied', 403), 'access-denied', 'AccessDenied'],
  ['JSON denial', serviceError('AccessDeniedException'), 'access-denied', 'AccessDeniedException'],
  ['Region never enabled', serviceError('OptInRequired', 403), 'region-disabled', 'OptInRequired'],
  ['Region not enabled, as EC2 says it', serviceError('AuthFailure', 401), 'region-disabled', 'AuthFailure'],
  [
    'STS off in the Region',
    serviceError('RegionDisabledException', 403),
    'region-disabled',
    'RegionDisabledException',
  ],
  ['Security Hub off', serviceError('InvalidAccessException', 401), 'not-enabled', 'InvalidAccessException'],
  [
    'no organization',
    serviceError('AWSOrganizationsNotInUseException'),
    'not-enabled',
    'AWSOrganizationsNotInUseException',
  ],
  ['EC2 throttle', serviceError('RequestLimitExceeded', 503), 'throttled', 'RequestLimitExceeded'],
  ['PrivateLink throttle', serviceError('EC2ThrottledException', 503), 'throttled', 'EC2ThrottledException'],
  ['Route 53 throttle', serviceError('Throttling'), 'throttled', 'Throttling'],
  ['JSON throttle', serviceError('ThrottlingException'), 'throttled', 'ThrottlingException'],
  [
    'Organizations throttle',
    serviceError('TooManyRequestsException'),
    'throttled',
    'TooManyRequestsException',
  ],
  ['a new code with 429', serviceError('CalmDownException', 429), 'throttled', 'CalmDownException'],
  ['stale request', serviceError('RequestExpired'), 'expired-credentials', 'RequestExpired'],
  ['STS session over', serviceError('ExpiredToken', 403), 'expired-credentials', 'ExpiredToken'],
  [
    'JSON session over',
    serviceError('ExpiredTokenException'),
    'expired-credentials',
    'ExpiredTokenException',
  ],
  ['unknown key', serviceError('InvalidClientTokenId', 403), 'expired-credentials', 'InvalidClientTokenId'],
  [
    'unknown key, JSON',
    serviceError('UnrecognizedClientException'),
    'expired-credentials',
    'UnrecognizedClientException',
  ],
  ['no credentials', named('CredentialsProviderError'), 'expired-credentials', 'CredentialsProviderError'],
  ['no token', named('TokenProviderError'), 'expired-credentials', 'TokenProviderError'],
  ['refused', errno('ECONNREFUSED'), 'network', 'ECONNREFUSED'],
  ['reset, renamed by the HTTP handler', errno('ECONNRESET', 'TimeoutError'), 'network', 'ECONNRESET'],
  ['no such host', errno('ENOTFOUND'), 'network', 'ENOTFOUND'],
  ['untrusted proxy', errno('SELF_SIGNED_CERT_IN_CHAIN'), 'network', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ['no more file descriptors', errno('EMFILE'), 'network', 'EMFILE'],
  ['an endpoint that is no URL', errno('ERR_INVALID_URL', 'TypeError'), 'network', 'ERR_INVALID_URL'],
  ['an answer that is no HTTP', errno('HPE_INVALID_CONSTANT'), 'malformed-response', 'HPE_INVALID_CONSTANT'],
  ['headers without end', errno('HPE_HEADER_OVERFLOW'), 'malformed-response', 'HPE_HEADER_OVERFLOW'],
  ['connection timeout', errno('ETIMEDOUT', 'TimeoutError'), 'timeout', 'ETIMEDOUT'],
  ['request timeout', named('TimeoutError'), 'timeout', 'TimeoutError'],
  ['aborted by our deadline', named('AbortError'), 'timeout', 'AbortError'],
  ['an answer without its list', new MalformedResponse('no VpcEndpoints'), 'malformed-response', null],
  [
    'an answer that is no JSON',
    Object.assign(new SyntaxError('Unexpected token'), { $metadata: { httpStatusCode: 200 } }),
    'malformed-response',
    null,
  ],
  ['an HTML page with 500', serviceError('Unknown', 500), 'malformed-response', null],
  ['a code nobody listed', serviceError('InternalError', 500), 'unknown', 'InternalError'],
];

describe('failureOf', () => {
  it.each(cases)('%s', (_, error, cause, code) => {
    expect(failureOf(error)).toMatchObject({ cause, code });
    expect(isExpected(error)).toBe(true);
  });

  it('keeps one bounded line and no secret', () => {
    const told = [
      `denied\u0007 for \u202Eevil AKIAIOSFODNN7EXAMPLE ${'A1b/'.repeat(10)} ${'tok+/'.repeat(60)}\nCanonical String: x`,
      '😀'.repeat(400),
    ].map((message) => failureOf(serviceErrorSaying(message)).message);
    expect(told[0]).toBe('denied  for  evil [redacted] [redacted] [redacted]');
    expect(told[1]).toBe(`${'😀'.repeat(299)}…`);
  });

  it('keeps the names that a denial tells', () => {
    const message =
      'User: arn:aws:sts::111122223333:assumed-role/audit/i-0123456789abcdef0 is not authorized to perform: ec2:DescribeVpcEndpointServiceConfigurations';
    expect(failureOf(serviceErrorSaying(message)).message).toBe(message);
  });

  it('tells the HTTP status of an answer that says nothing else', () => {
    const error = Object.assign(serviceError('Unknown', 503), { message: 'Unknown' });
    expect(failureOf(error)).toEqual({ cause: 'malformed-response', code: null, message: 'HTTP 503' });
  });

  it('says null, not nothing, when there is no message', () => {
    expect(failureOf(serviceErrorSaying('')).message).toBeNull();
  });
});

describe('in a Region that is switched off', () => {
  it.each([
    ['UnrecognizedClientException', 'region-disabled'],
    ['InvalidClientTokenId', 'region-disabled'],
    ['AuthFailure', 'region-disabled'],
    ['ExpiredTokenException', 'expired-credentials'],
    ['SignatureDoesNotMatch', 'expired-credentials'],
    ['AccessDeniedException', 'access-denied'],
    ['ThrottlingException', 'throttled'],
  ])('%s is %s', (code, cause) => {
    const failure = failureOf(serviceError(code));
    expect(inDisabledRegion(failure)).toEqual({ ...failure, cause });
  });
});

const serviceErrorSaying = (message: string): Error =>
  Object.assign(serviceError('AccessDenied'), { message });

describe('attempt', () => {
  it('returns the value', async () => {
    expect(await attempt(async () => 1)).toEqual({ ok: true, value: 1 });
  });

  it('makes a failure of AWS a value', async () => {
    expect(await attempt(() => Promise.reject(serviceError('AccessDenied')))).toMatchObject({
      ok: false,
      failure: { cause: 'access-denied' },
    });
  });

  it.each([
    ['a mistake of ours', new TypeError('undefined is not a function')],
    [
      'one that the retry middleware annotated',
      Object.assign(new TypeError('x'), { $metadata: { attempts: 1 } }),
    ],
  ])('throws on %s', async (_, error) => {
    await expect(attempt(() => Promise.reject(error))).rejects.toBe(error);
  });
});
