import { describe, expect, it } from 'vitest';
import { attempt } from '#aws/attempt.ts';
import { createAws } from '#aws/clients.ts';
import { listProfileResourceAssociations, listResolverRules } from '#aws/route53-clients.ts';
import { scriptedHandler, type Told, testCredentials } from '#test/builders/scripted-handler.ts';

const scope = { accountId: '111122223333', region: 'us-west-2' };

const awsWith = (...answers: Told[]) => {
  const calls: string[] = [];
  const handler = scriptedHandler(() => answers.shift() ?? { body: '{}' });
  const aws = createAws({
    requestHandler: handler,
    credentials: testCredentials,
    onCall: (call) => calls.push(call),
  });
  return { aws, calls, asked: handler.asked };
};

const page = { MaxResults: 100, NextToken: undefined };
const resourcesOf = { ...page, ProfileId: 'rp-1' };

describe('Route 53 Resolver', () => {
  it('is asked in AWS JSON 1.1, signed for itself, and keeps what the schema names', async () => {
    const body = '{"ResolverRules":[{"Id":"rr-1","DomainName":"corp.","Later":1}],"NextToken":"n"}';
    const { aws, calls, asked } = awsWith({ body });
    const told = await listResolverRules(aws.route53Resolver(scope), { ...page, NextToken: 't' });
    expect(told).toMatchObject({ ResolverRules: [{ Id: 'rr-1', DomainName: 'corp.' }], NextToken: 'n' });
    const request = asked[0]?.request;
    expect(request).toMatchObject({
      method: 'POST',
      hostname: 'route53resolver.us-west-2.amazonaws.com',
      path: '/',
      headers: {
        'x-amz-target': 'Route53Resolver.ListResolverRules',
        'content-type': 'application/x-amz-json-1.1',
        authorization: expect.stringContaining('/us-west-2/route53resolver/aws4_request'),
      },
    });
    expect(JSON.parse(Buffer.from(request?.body as Uint8Array).toString())).toEqual({
      MaxResults: 100,
      NextToken: 't',
    });
    expect(calls).toEqual(['route53resolver:ListResolverRules']);
  });

  it('is tried again, each try counted', async () => {
    const down = { status: 500, body: '{"__type":"InternalServiceErrorException"}' };
    const { aws, calls } = awsWith(down, down, { body: '{"ResolverRules":[]}' });
    await listResolverRules(aws.route53Resolver(scope), page);
    expect(calls).toEqual(Array(3).fill('route53resolver:ListResolverRules'));
  });

  it.each([
    ['AccessDeniedException', { cause: 'access-denied', by: 'policy' }],
    ['InvalidNextTokenException', { cause: 'unknown' }],
  ])('%s is a value', async (code, cause) => {
    const { aws } = awsWith({ status: 400, body: JSON.stringify({ __type: code, message: 'no' }) });
    const outcome = await attempt(() => listResolverRules(aws.route53Resolver(scope), page));
    expect(outcome).toEqual({ ok: false, failure: { ...cause, code, message: 'no' } });
  });
});

describe('Route 53 Profiles', () => {
  it('is asked by path and query, signed for itself', async () => {
    const body = '{"ProfileResourceAssociations":[{"Id":"rpr-1","CreationTime":1710851336.5}]}';
    const { aws, calls, asked } = awsWith({ body });
    const told = await listProfileResourceAssociations(aws.route53Profiles(scope), resourcesOf);
    expect(JSON.parse(JSON.stringify(told.ProfileResourceAssociations))).toEqual([
      { Id: 'rpr-1', CreationTime: '2024-03-19T12:28:56.500Z' },
    ]);
    expect(asked[0]?.request).toMatchObject({
      method: 'GET',
      hostname: 'route53profiles.us-west-2.amazonaws.com',
      path: '/profileresourceassociations/profileid/rp-1',
      query: { maxResults: '100' },
      headers: { authorization: expect.stringContaining('/us-west-2/route53profiles/aws4_request') },
    });
    expect(calls).toEqual(['route53profiles:ListProfileResourceAssociations']);
  });

  it('has its endpoints in the partition’s domain', async () => {
    const { aws, asked } = awsWith();
    await listProfileResourceAssociations(
      aws.route53Profiles({ ...scope, region: 'cn-north-1' }),
      resourcesOf,
    );
    expect(asked[0]?.request.hostname).toBe('route53profiles.cn-north-1.amazonaws.com.cn');
  });

  it.each([
    ['AWS_ENDPOINT_URL', 'http://127.0.0.1:5999', '127.0.0.1'],
    ['AWS_ENDPOINT_URL_ROUTE53PROFILES', 'http://127.0.0.2:5999', '127.0.0.2'],
    ['AWS_USE_FIPS_ENDPOINT', 'true', 'route53profiles-fips.us-west-2.amazonaws.com'],
    ['AWS_USE_DUALSTACK_ENDPOINT', 'true', 'route53profiles.us-west-2.api.aws'],
  ])('honours %s', async (name, value, hostname) => {
    process.env[name] = value;
    try {
      const { aws, asked } = awsWith();
      await listProfileResourceAssociations(aws.route53Profiles(scope), resourcesOf);
      expect(asked[0]?.request.hostname).toBe(hostname);
    } finally {
      delete process.env[name];
    }
  });
});
