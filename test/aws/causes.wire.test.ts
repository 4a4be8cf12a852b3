import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { ListHostedZonesByVPCCommand } from '@aws-sdk/client-route-53';
import { GetFindingsCommand } from '@aws-sdk/client-securityhub';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { attempt } from '#aws/attempt.ts';
import { type Aws, createAws } from '#aws/clients.ts';
import { enabledRegions } from '#aws/regions.ts';
import { listProfileAssociations, listResolverRules } from '#aws/route53-clients.ts';
import type { Cause, Denier, Failure } from '#model/coverage.ts';
import { scriptedHandler, type Told, testCredentials } from '#test/builders/scripted-handler.ts';

const scope = { accountId: '111122223333', region: 'us-west-2' };
const page = { MaxResults: 5, NextToken: undefined };
const zones = new ListHostedZonesByVPCCommand({ VPCId: 'vpc-1', VPCRegion: 'us-west-2' });
const RoleArn = 'arn:aws:iam::444455556666:role/auditor';

/** One operation of each service, over the wire protocol it speaks. */
const services = {
  ec2: (aws: Aws) => aws.ec2(scope).send(new DescribeVpcsCommand({})),
  sts: (aws: Aws) => aws.sts('us-west-2').send(new GetCallerIdentityCommand({})),
  role: (aws: Aws) => aws.sts('us-west-2').send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' })),
  organizations: (aws: Aws) => aws.organizations('us-east-1').send(new ListAccountsCommand({})),
  route53: (aws: Aws) => aws.route53(scope).send(zones),
  resolver: (aws: Aws) => listResolverRules(aws.route53Resolver(scope), page),
  profiles: (aws: Aws) => listProfileAssociations(aws.route53Profiles(scope), page),
  securityHub: (aws: Aws) => aws.securityHub(scope).send(new GetFindingsCommand({})),
} as const;
type Service = keyof typeof services;
type Exchange = { service: Service; told: Told };

const failureOn = async (service: Service, answer: () => Told): Promise<Failure | null> => {
  const aws = createAws({
    requestHandler: scriptedHandler(answer),
    credentials: testCredentials,
    retry: { maxAttempts: 1 },
  });
  const outcome = await attempt<unknown>(() => services[service](aws));
  return outcome.ok ? null : outcome.failure;
};

/** An error as the service's own protocol carries it. */
const ec2 = (status: number, code: string, message = ''): Exchange => ({
  service: 'ec2',
  told: {
    status,
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>274df92a</RequestID></Response>`,
  },
});
const query =
  (service: Service) =>
  (status: number, code: string, message = ''): Exchange => ({
    service,
    told: {
      status,
      body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
    },
  });
const json =
  (service: Service) =>
  (status: number, code: string, message?: string): Exchange => ({
    service,
    told: { status, body: JSON.stringify({ __type: `com.amazonaws.service#${code}`, message }) },
  });
const [sts, role, route53] = [query('sts'), query('role'), query('route53')];
const [organizations, resolver] = [json('organizations'), json('resolver')];
const [profiles, securityHub] = [json('profiles'), json('securityHub')];
const plain = (service: Service, status: number, body: string): Exchange => ({
  service,
  told: { status, body },
});

/** AWS's words: docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const notAuthorized = (action: string, context = ''): string =>
  `User: arn:aws:sts::444455556666:assumed-role/auditor/me is not authorized to perform: ${action}${context}`;
const ec2Denial = (context: string): Exchange =>
  ec2(
    403,
    'UnauthorizedOperation',
    `You are not authorized to perform this operation. ${notAuthorized('ec2:DescribeVpcs', context)}`,
  );
const roleDenial = (context: string): Exchange =>
  role(403, 'AccessDenied', notAuthorized('sts:AssumeRole', ` on resource: ${RoleArn}${context}`));
const deny = (policy: string, article = 'a'): string => ` with an explicit deny in ${article} ${policy}`;
const noneAllows = (policy: string): string => ` because no ${policy} allows the ec2:DescribeVpcs action`;
const scp = 'service control policy';
const scpArn = ': arn:aws:organizations::111122223333:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd';
const encoded = ` Encoded authorization failure message: ${'0l-KPWQJ8q5z3YatP3Ybgb5lf0dibDhN6KaE3jQ5Bu4hNk'.repeat(12)}`;

const denials: [string, Exchange, Denier][] = [
  ['EC2, old words', ec2(403, 'UnauthorizedOperation', 'You are not authorized.'), 'policy'],
  ['EC2, encoded', ec2(403, 'UnauthorizedOperation', `You are not authorized.${encoded}`), 'policy'],
  ['EC2, SCP', ec2Denial(deny(scp)), 'scp'],
  ['EC2, SCP with its ARN', ec2Denial(deny(scp) + scpArn), 'scp'],
  ['EC2, SCP, then an encoded message', ec2Denial(`${deny(scp)}.${encoded}`), 'scp'],
  ['EC2, SCP, after an encoded message', ec2Denial(`.${encoded}${deny(scp)}`), 'scp'],
  ['EC2, no SCP allows it', ec2Denial(noneAllows(scp)), 'scp'],
  ['EC2, identity-based policy', ec2Denial(deny('identity-based policy', 'an')), 'policy'],
  ['EC2, permissions boundary', ec2Denial(deny('permissions boundary')), 'policy'],
  ['EC2, session policy', ec2Denial(deny('session policy')), 'policy'],
  ['EC2, resource-based policy', ec2Denial(deny('resource-based policy')), 'policy'],
  ['EC2, VPC endpoint policy', ec2Denial(deny('VPC endpoint policy')), 'policy'],
  ['EC2, resource control policy', ec2Denial(deny('resource control policy')), 'policy'],
  ['EC2, no policy allows it', ec2Denial(noneAllows('identity-based policy')), 'policy'],
  ['EC2, blocked', ec2(403, 'Blocked', 'Your account is currently blocked.'), 'policy'],
  ['EC2, to be verified', ec2(400, 'PendingVerification', 'Your account is pending.'), 'policy'],
  ['Organizations', organizations(400, 'AccessDeniedException', 'You may not.'), 'policy'],
  [
    'Organizations, SCP',
    organizations(400, 'AccessDeniedException', notAuthorized('organizations:ListAccounts', deny(scp))),
    'scp',
  ],
  ['Resolver', resolver(400, 'AccessDeniedException', notAuthorized('route53resolver:List')), 'policy'],
  [
    'Profiles, SCP',
    profiles(403, 'AccessDeniedException', notAuthorized('route53profiles:List', deny(scp))),
    'scp',
  ],
  ['Route 53', route53(403, 'AccessDenied', notAuthorized('route53:ListHostedZonesByVPC')), 'policy'],
  ['Route 53, SCP', route53(403, 'AccessDenied', notAuthorized('route53:List', deny(scp))), 'scp'],
  ['Security Hub', securityHub(403, 'AccessDeniedException', notAuthorized('securityhub:Get')), 'policy'],
  [
    'Security Hub, of another',
    securityHub(401, 'InvalidAccessException', 'Account 1 is not an administrator for this organization'),
    'policy',
  ],
  ['the role is missing, or does not trust us', roleDenial(''), 'role-missing'],
  [
    'the role, old words',
    role(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRole'),
    'role-missing',
  ],
  ['the role, its trust policy', roleDenial(deny('resource-based policy')), 'role-missing'],
  ['the role, SCP', roleDenial(deny(scp)), 'scp'],
  ['the role, not allowed to the caller', roleDenial(noneAllows('identity-based policy')), 'policy'],
  ['half an answer', plain('ec2', 403, '<Response><Errors><Error><Code>Unauth'), 'policy'],
  ['a page of a proxy', plain('organizations', 403, '<html><body>Forbidden<br></body></html>'), 'policy'],
  ['no body', plain('securityHub', 403, ''), 'policy'],
];

const expired = 'The security token included in the request is expired';
const invalid = 'The security token included in the request is invalid.';
const notSubscribed = 'Account 111122223333 is not subscribed to AWS Security Hub';

/** The code is that of the answer. */
const coded: [string, Cause, Exchange, string][] = [
  ['EC2, not opted in', 'region-disabled', ec2(401, 'AuthFailure', 'AWS was not able to'), 'AuthFailure'],
  ['EC2, not subscribed', 'region-disabled', ec2(403, 'OptInRequired'), 'OptInRequired'],
  ['STS is off', 'region-disabled', role(403, 'RegionDisabledException'), 'RegionDisabledException'],
  [
    'Security Hub is off',
    'not-enabled',
    securityHub(401, 'InvalidAccessException', notSubscribed),
    'InvalidAccessException',
  ],
  [
    'Security Hub says nothing more',
    'not-enabled',
    securityHub(401, 'InvalidAccessException'),
    'InvalidAccessException',
  ],
  [
    'no organization',
    'not-enabled',
    organizations(400, 'AWSOrganizationsNotInUseException'),
    'AWSOrganizationsNotInUseException',
  ],
  ['EC2', 'throttled', ec2(503, 'RequestLimitExceeded', 'Request limit exceeded.'), 'RequestLimitExceeded'],
  ['PrivateLink', 'throttled', ec2(503, 'EC2ThrottledException'), 'EC2ThrottledException'],
  ['STS', 'throttled', role(400, 'Throttling', 'Rate exceeded'), 'Throttling'],
  ['Route 53', 'throttled', route53(400, 'Throttling', 'Rate exceeded'), 'Throttling'],
  ['Route 53, a change', 'throttled', route53(400, 'PriorRequestNotComplete'), 'PriorRequestNotComplete'],
  ['Organizations', 'throttled', organizations(400, 'TooManyRequestsException'), 'TooManyRequestsException'],
  ['Resolver', 'throttled', resolver(400, 'ThrottlingException'), 'ThrottlingException'],
  ['Security Hub', 'throttled', securityHub(429, 'TooManyRequestsException'), 'TooManyRequestsException'],
  ['Security Hub, limit', 'throttled', securityHub(429, 'LimitExceededException'), 'LimitExceededException'],
  ['EC2, over', 'expired-credentials', ec2(400, 'RequestExpired', 'Request has expired.'), 'RequestExpired'],
  ['STS, over', 'expired-credentials', sts(403, 'ExpiredToken', expired), 'ExpiredToken'],
  [
    'STS, modelled',
    'expired-credentials',
    role(403, 'ExpiredTokenException', expired),
    'ExpiredTokenException',
  ],
  [
    'JSON, over',
    'expired-credentials',
    organizations(400, 'ExpiredTokenException', expired),
    'ExpiredTokenException',
  ],
  [
    'JSON, unknown',
    'expired-credentials',
    resolver(400, 'UnrecognizedClientException', invalid),
    'UnrecognizedClientException',
  ],
  ['STS, unknown', 'expired-credentials', sts(403, 'InvalidClientTokenId', invalid), 'InvalidClientTokenId'],
  ['a wrong secret', 'expired-credentials', sts(403, 'SignatureDoesNotMatch'), 'SignatureDoesNotMatch'],
  [
    'a wrong clock',
    'expired-credentials',
    organizations(400, 'InvalidSignatureException', 'Signature not yet current'),
    'InvalidSignatureException',
  ],
  ['EC2, its own fault', 'unknown', ec2(500, 'InternalError', 'An internal error'), 'InternalError'],
  ['EC2, a bad token', 'unknown', ec2(400, 'InvalidNextToken'), 'InvalidNextToken'],
];

const unclosed = '<html><head><title>503</title></head><body><center>nginx</center><hr></body></html>';
const wellFormed = '<html><head><title>Bad Gateway</title></head><body><h1>502</h1></body></html>';

/** Nobody can read these: the status alone speaks. */
const unreadable: [string, number, string, Cause][] = [
  ['an HTML page', 500, unclosed, 'malformed-response'],
  ['a well-formed HTML page', 502, wellFormed, 'malformed-response'],
  ['nothing', 503, '', 'malformed-response'],
  ['an HTML page', 200, unclosed, 'malformed-response'],
  ['half XML', 200, '<R><vpcSet><item>', 'malformed-response'],
  ['half JSON', 200, '{"A":[', 'malformed-response'],
  ['a word', 429, 'slow', 'throttled'],
];

describe('what AWS answers', () => {
  it.each(denials)('access-denied: %s', async (_, { service, told }, by) => {
    expect(await failureOn(service, () => told)).toMatchObject({ cause: 'access-denied', by });
  });

  it.each(coded)('%s: %s', async (_, cause, { service, told }, code) => {
    const failure = await failureOn(service, () => told);
    expect(failure).toMatchObject({ cause, code });
    expect(failure).not.toHaveProperty('by');
  });

  it.each(unreadable)('%s with %i, from any service', async (_, status, body, cause) => {
    const all = Object.keys(services) as Service[];
    const failures = await Promise.all(all.map((service) => failureOn(service, () => ({ status, body }))));
    expect(failures).toEqual(all.map(() => ({ cause, code: null, message: expect.any(String) })));
  });

  it('reads the code of a JSON service from the header too', async () => {
    const headers = { 'x-amzn-errortype': 'AccessDeniedException:http://internal.amazon.com/coral/' };
    const body = '{"Message":"no"}';
    expect(await failureOn('securityHub', () => ({ status: 403, headers, body }))).toEqual({
      cause: 'access-denied',
      by: 'policy',
      code: 'AccessDeniedException',
      message: 'no',
    });
  });

  it('an empty 200 has no list', async () => {
    const requestHandler = scriptedHandler(() => ({ body: '' }));
    const aws = createAws({ requestHandler, credentials: testCredentials });
    expect(await enabledRegions(aws, scope)).toMatchObject({ failure: { cause: 'malformed-response' } });
  });
});

const errno = (code: string, name = 'Error'): Error =>
  Object.assign(new Error(`connect ${code}`), { code, name });
const named = (name: string, message = name): Error => Object.assign(new Error(message), { name });

describe('what the connection says', () => {
  it.each<[string, Error, Cause]>([
    ['a reset', errno('ECONNRESET', 'TimeoutError'), 'network'],
    ['no such host', errno('ENOTFOUND'), 'network'],
    ['no name server', errno('EAI_AGAIN'), 'network'],
    ['nobody listens', errno('ECONNREFUSED', 'AggregateError'), 'network'],
    ['an answer cut short', errno('ERR_STREAM_PREMATURE_CLOSE'), 'network'],
    ['a handshake that fails', errno('ERR_SSL_WRONG_VERSION_NUMBER'), 'network'],
    ['silence', errno('ETIMEDOUT', 'TimeoutError'), 'timeout'],
    ['silence, by name', named('TimeoutError'), 'timeout'],
    ['an abort', named('AbortError'), 'timeout'],
  ])('%s', async (_, error, cause) => {
    const failing = () => {
      throw error;
    };
    expect(await failureOn('ec2', failing)).toMatchObject({ cause });
  });
});

describe('credentials', () => {
  it.each([
    ['CredentialsProviderError', 'Could not load credentials from any providers'],
    ['CredentialsProviderError', 'The SSO session associated with this profile has expired.'],
    ['TokenProviderError', "Token is expired. To refresh this SSO session run 'aws sso login'."],
  ])('%s: %s', async (name, message) => {
    const requestHandler = scriptedHandler(() => ({ body: '' }));
    const aws = createAws({ requestHandler, credentials: () => Promise.reject(named(name, message)) });
    expect(await attempt(() => services.ec2(aws))).toEqual({
      ok: false,
      failure: { cause: 'expired-credentials', code: name, message },
    });
  });

  it('leave no secret in a message, whoever quotes them', async () => {
    const secrets = [
      'ASIAQ3EGABCDEFGHIJKL',
      'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      'IQoJb3JpZ2luX2VjE'.repeat(20),
    ];
    const message = `The request ${secrets.join(' and ')} is not valid`;
    const exchanges = [
      ec2(400, 'SignatureDoesNotMatch', message),
      role(403, 'AccessDenied', message),
      organizations(400, secrets.join(''), message),
    ];
    const failures = await Promise.all(exchanges.map(({ service, told }) => failureOn(service, () => told)));
    for (const secret of secrets) expect(JSON.stringify(failures)).not.toContain(secret);
    expect(failures[1]?.message).toBe('The request [redacted] and [redacted] and [redacted] is not valid');
  });
});
