import { describe, expect, it } from 'vitest';
import { operations } from '#model/inventory.ts';
import type { ServiceDetail, VpcEndpoint } from '#model/records.ts';
import { endpointPolicyUnrestricted } from '#rules/endpoint-policy-unrestricted.ts';
import { detailOf, failedRead, findingsOfEndpoint } from '#test/builders/endpoint-rules.ts';
import { oregon } from '#test/builders/network.ts';

const open = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const deny = { ...open, Effect: 'Deny' };
const nameOf = (part: string) => `com.amazonaws.us-west-2.${part}`;

type Case = { endpoint?: Partial<VpcEndpoint>; detail?: Partial<ServiceDetail> };

/** What is found of an endpoint to this service with this policy. */
const find = (part: string, policy: unknown, { endpoint = {}, detail = {} }: Case = {}) => {
  const ServiceName = nameOf(part);
  return findingsOfEndpoint(
    endpointPolicyUnrestricted,
    {
      ServiceName,
      ...(policy === undefined
        ? {}
        : { PolicyDocument: typeof policy === 'string' ? policy : JSON.stringify(policy) }),
      ...endpoint,
    },
    {
      inventory: { ServiceDetails: [detailOf({ ServiceName, VpcEndpointPolicySupported: true, ...detail })] },
    },
  );
};

const statusOf = (statements: unknown, part = 's3') => find(part, { Statement: statements })[0]?.status;

it('AWS’s default policy fails, and says what to change and who', () => {
  expect(find('s3', { Version: '2008-10-17', Statement: [open] })).toMatchObject([
    {
      status: 'failed',
      severity: 'medium',
      title: 'Endpoint policy of vpce-1 to com.amazonaws.us-west-2.s3 is unrestricted',
      evidence: expect.stringContaining('Statement 1 of its policy lets anyone do anything'),
      remediation: expect.stringContaining('In account 222222222222, give vpce-1 a policy'),
      fixOwner: oregon.accountId,
      ...oregon,
    },
  ]);
});

it.each([
  ['s3', 'medium'],
  ['dynamodb', 'medium'],
  ['sts', 'medium'],
  ['kms', 'medium'],
  ['kms-fips', 'medium'],
  ['secretsmanager', 'medium'],
  ['ecr.api', 'medium'],
  ['ecr.dkr', 'medium'],
  ['bedrock-runtime', 'medium'],
  ['bedrock-runtime-fips', 'medium'],
  ['bedrock', 'low'],
  ['logs', 'low'],
  ['anything-new', 'low'],
])('of %s it is %s', (part, severity) => {
  expect(find(part, { Statement: open })).toMatchObject([{ status: 'failed', severity }]);
});

describe('anyone, any action, any resource', () => {
  it.each<[string, string, object]>([
    ['an AWS wildcard', 's3', { Principal: { AWS: '*' } }],
    ['a wildcard among others', 's3', { Principal: { AWS: ['111111111111', '*'] } }],
    ['all but one', 's3', { Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111111111111:root' } }],
    ['each action of the service', 's3', { Action: 'S3:*' }],
    ['each action of each service', 's3', { Action: ['kms:Get*', '*:*'] }],
    ['each action of the service behind another name', 'ecr.dkr', { Action: 'ecr:*' }],
    ['each action of a service that is not known', 'anything-new', { Action: 'anything-new:*' }],
    ['all actions but another service’s', 's3', { Action: undefined, NotAction: 'kms:*' }],
    ['each bucket', 's3', { Resource: 'arn:aws:s3:::*' }],
    ['each object', 's3', { Resource: ['arn:aws:s3:::mine', 'arn:aws:s3:::*/*'] }],
    ['each table', 'dynamodb', { Resource: 'arn:aws:dynamodb:*:*:table/*' }],
    ['each table of the Region', 'dynamodb', { Resource: 'arn:aws:dynamodb:us-west-2:*:*' }],
    ['all buckets but one', 's3', { Resource: undefined, NotResource: 'arn:aws:s3:::mine/*' }],
  ])('%s fails', (_, part, change) => {
    expect(statusOf({ ...open, ...change }, part)).toBe('failed');
  });

  it.each<[string, string, object]>([
    ['one principal', 's3', { Principal: { AWS: 'arn:aws:iam::111111111111:root' } }],
    ['a service', 's3', { Principal: { Service: 'ec2.amazonaws.com' } }],
    ['nobody', 's3', { Principal: undefined, NotPrincipal: '*' }],
    ['some actions', 's3', { Action: ['s3:GetObject', 's3:Put*'] }],
    ['another service’s actions', 's3', { Action: 'kms:*' }],
    ['some buckets', 's3', { Resource: ['arn:aws:s3:::mine', 'arn:aws:s3:::mine/*'] }],
    ['tables of one account', 'dynamodb', { Resource: 'arn:aws:dynamodb:*:111111111111:table/*' }],
    ['a table of one name', 'dynamodb', { Resource: 'arn:aws:dynamodb:*:*:table/orders' }],
    ['no action', 's3', { Action: undefined, NotAction: 's3:*' }],
    ['no resource', 's3', { Resource: undefined, NotResource: '*' }],
  ])('%s passes', (_, part, change) => {
    expect(statusOf({ ...open, ...change }, part)).toBe('passed');
  });

  it.each<[string, string, object]>([
    ['all actions but some', 's3', { Action: undefined, NotAction: 's3:Delete*' }],
    ['all of some service, of one that is not known', 'anything-new', { Action: 'new:*' }],
    ['keys of any account', 'kms', { Resource: 'arn:aws:kms:*:*:alias/*' }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    ['a variable', 's3', { Resource: 'arn:aws:s3:::${aws:PrincipalAccount}-data/*' }],
    ['a wildcard inside a principal', 's3', { Principal: { AWS: 'arn:aws:iam::*:root' } }],
    ['buckets of one ending', 's3', { Resource: 'arn:aws:s3:::*-logs/*' }],
  ])('%s is not evaluated', (_, part, change) => {
    expect(statusOf({ ...open, ...change }, part)).toBe('not-evaluated');
  });

  it('one open statement is enough', () => {
    expect(statusOf([{ ...open, Principal: { AWS: 'x' } }, open])).toBe('failed');
  });

  it('no statement lets nobody in', () => {
    expect(statusOf([])).toBe('passed');
  });
});

const org = { 'aws:PrincipalOrgID': 'o-1' };

describe('a condition', () => {
  it.each<[string, object]>([
    ['on the organization', { StringEquals: org }],
    ['on the organization, with a list', { StringEquals: { 'AWS:PrincipalOrgId': ['o-1', 'o-2'] } }],
    ['on a path of it', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/r-1/ou-1/*' } }],
    ['on the resource’s organization', { StringEquals: { 'aws:ResourceOrgID': 'o-1' } }],
    ['on the caller’s account', { StringEquals: { 'aws:PrincipalAccount': '111111111111' } }],
    ['on the bucket’s account', { StringEquals: { 's3:ResourceAccount': '111111111111' } }],
    ['on a caller of one account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/*' } }],
    ['on AWS services', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }],
    ['that nothing meets', { StringEquals: { 'aws:SourceVpce': 'vpce-other' } }],
    ['that excludes the VPC', { StringNotEquals: { 'aws:SourceVpc': 'vpc-oregon' } }],
    [
      'on the organization that must be told',
      { StringEqualsIfExists: org, Null: { 'aws:PrincipalOrgID': 'false' } },
    ],
    ['on it among others', { StringEquals: { ...org, 'aws:RequestTag/x': 'y' } }],
    ['on a wildcard that is none', { StringEquals: { 'aws:PrincipalOrgID': '*' } }],
  ])('%s passes', (_, Condition) => {
    expect(statusOf({ ...open, Condition })).toBe('passed');
  });

  it.each<[string, object]>([
    ['on this endpoint', { StringEquals: { 'aws:SourceVpce': ['vpce-1', 'vpce-2'] } }],
    ['on this VPC', { StringLike: { 'aws:SourceVpc': 'vpc-oreg*' } }],
    ['on another endpoint, negated', { StringNotEquals: { 'aws:SourceVpce': 'vpce-2' } }],
    ['on any organization', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }],
    ['on any account', { StringLike: { 'aws:ResourceAccount': '*' } }],
    ['on a caller of an organization', { Null: { 'aws:PrincipalOrgID': 'false' } }],
    ['on everyone else', { StringNotEquals: org }],
    ['on TLS', { Bool: { 'aws:SecureTransport': 'true' } }],
    ['on whoever is no AWS service', { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }],
  ])('%s fails', (_, Condition) => {
    expect(statusOf({ ...open, Condition })).toBe('failed');
  });

  it.each<[string, object]>([
    ['on the organization, if there is one', { StringEqualsIfExists: org }],
    ['on each path, if there is one', { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } }],
    ['on a tag', { StringEquals: { 'aws:PrincipalTag/team': 'a' } }],
    ['on a role of any account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    ['on a variable', { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } }],
    ['on addresses', { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }],
    ['by an operator nobody knows', { Like: org }],
    ['on a caller of no organization', { Null: { 'aws:PrincipalOrgID': 'true' } }],
  ])('%s is not evaluated', (_, Condition) => {
    expect(statusOf({ ...open, Condition })).toBe('not-evaluated');
  });
});

describe('beside an open Allow a Deny', () => {
  const notService = { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } };
  it.each<[string, object]>([
    ['of everything', {}],
    ['of who is not of the organization', { Condition: { StringNotEquals: org } }],
    ['of the same, if told', { Condition: { StringNotEqualsIfExists: org } }],
    ['of the same, less AWS services', { Condition: { StringNotEqualsIfExists: org, ...notService } }],
    ['of other paths', { Condition: { 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } } }],
    ['of others’ resources', { Condition: { StringNotEqualsIfExists: { 'aws:ResourceOrgID': 'o-1' } } }],
    ['of all but some buckets', { Resource: undefined, NotResource: ['arn:aws:s3:::mine/*'] }],
    ['of all but one account', { Principal: undefined, NotPrincipal: { AWS: '111111111111' } }],
    ['of the service’s actions', { Action: 's3:*', Condition: { StringNotEquals: org } }],
    ['that this endpoint always meets', { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }],
  ])('%s passes', (_, change) => {
    expect(statusOf([open, { ...deny, ...change }])).toBe('passed');
  });

  it.each<[string, object]>([
    ['of the organization’s own', { Condition: { StringEquals: org } }],
    ['of one principal', { Principal: { AWS: '111111111111' } }],
    ['of one bucket', { Resource: 'arn:aws:s3:::mine/*' }],
    ['of another service', { Action: 'kms:*' }],
    ['of plain HTTP', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    ['of another endpoint', { Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }],
    [
      'of who is not of the organization, for one principal',
      { Principal: { AWS: 'x' }, Condition: { StringNotEquals: org } },
    ],
  ])('%s does not help', (_, change) => {
    expect(statusOf([open, { ...deny, ...change }])).toBe('failed');
  });

  it.each<[string, object]>([
    ['of some actions', { Action: 's3:Delete*' }],
    ['of some organizations, where told', { Condition: { 'ForAnyValue:StringNotEquals': org } }],
    ['with an exception by tag', { Condition: { StringNotEquals: { ...org, 'aws:PrincipalTag/x': 'y' } } }],
    [
      'of strangers but nobody else’s service',
      { Condition: { StringNotEquals: org, Bool: { 'aws:PrincipalIsAWSService': 'false' } } },
    ],
  ])('%s is not evaluated', (_, change) => {
    expect(statusOf([open, { ...deny, ...change }])).toBe('not-evaluated');
  });

  it('that closes is enough, whatever else is not known, and in any order', () => {
    const closing = { ...deny, Condition: { StringNotEquals: org } };
    const unclear = { ...deny, Action: 's3:Delete*' };
    for (const statements of [
      [open, unclear, closing],
      [closing, unclear, open],
    ]) {
      expect(statusOf(statements)).toBe('passed');
    }
  });
});

it('a data perimeter with its usual exceptions passes', () => {
  const lists = {
    ...open,
    Action: ['s3:GetObject'],
    Resource: 'arn:aws:s3:::amazonlinux-2-repos-us-west-2/*',
  };
  const callers = {
    ...deny,
    Condition: {
      StringNotEqualsIfExists: org,
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
    },
  };
  const resources = {
    ...deny,
    Resource: undefined,
    NotResource: ['arn:aws:s3:::amazonlinux-2-repos-us-west-2/*'],
    Condition: { StringNotEqualsIfExists: { 'aws:ResourceOrgID': 'o-1' } },
  };
  expect(statusOf([open, lists, callers, resources])).toBe('passed');
  expect(statusOf([open, lists, resources])).toBe('passed');
  expect(statusOf([lists, { ...open, Condition: { StringEquals: org } }])).toBe('passed');
});

it('says which keys it could not weigh', () => {
  const Condition = { StringEquals: { 'aws:PrincipalTag/b': 'x', 'aws:PrincipalTag/a': 'x' } };
  expect(find('s3', { Statement: { ...open, Condition } })[0]?.evidence).toBe(
    'How far Statement 1 of its policy, with conditions on "aws:principaltag/a", "aws:principaltag/b" narrows it is not known.',
  );
});

describe('is not evaluated when', () => {
  it.each<[string, unknown, Case]>([
    ['there is no policy', undefined, {}],
    ['the policy is no JSON', '{"Statement":', {}],
    ['the policy is none of IAM’s', { Statement: [{ Effect: 'Allow' }] }, {}],
    ['AWS did not describe the service', { Statement: open }, { detail: { ServiceName: 'other' } }],
    [
      'AWS described it as a gateway alone',
      { Statement: open },
      { detail: { ServiceType: [{ ServiceType: 'Gateway' }] } },
    ],
    [
      'AWS did not tell whether it takes policies',
      { Statement: open },
      { detail: { VpcEndpointPolicySupported: undefined } },
    ],
  ])('%s', (_, policy, change) => {
    expect(find('s3', policy, change)).toMatchObject([{ status: 'not-evaluated' }]);
  });

  it('the description was not read', () => {
    const endpoint = { ServiceName: nameOf('s3'), PolicyDocument: JSON.stringify({ Statement: open }) };
    const Coverage = failedRead(operations.ServiceDetails);
    expect(
      findingsOfEndpoint(endpointPolicyUnrestricted, endpoint, { inventory: { Coverage } }),
    ).toMatchObject([{ status: 'not-evaluated' }]);
  });
});

describe('does not concern', () => {
  it.each<[string, Case]>([
    ['what the service does not support', { detail: { VpcEndpointPolicySupported: false } }],
    ['what a service of AWS manages', { endpoint: { RequesterManaged: true } }],
    ['what is being deleted', { endpoint: { State: 'Deleting' } }],
    ['a service of an account', { detail: { Owner: '999999999999' } }],
  ])('%s', (_, change) => {
    expect(find('s3', { Statement: open }, change)).toEqual([]);
  });
});

it('takes the description of its own type: a gateway endpoint is described apart', () => {
  const ServiceName = nameOf('s3');
  const ServiceDetails = [
    detailOf({ ServiceName, VpcEndpointPolicySupported: false }),
    detailOf({ ServiceName, VpcEndpointPolicySupported: true, ServiceType: [{ ServiceType: 'Gateway' }] }),
  ];
  const endpoint = {
    ServiceName,
    VpcEndpointType: 'Gateway',
    PolicyDocument: JSON.stringify({ Statement: open }),
  };
  expect(
    findingsOfEndpoint(endpointPolicyUnrestricted, endpoint, { inventory: { ServiceDetails } }),
  ).toMatchObject([{ status: 'failed' }]);
});
