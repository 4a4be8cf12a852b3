import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { ListHostedZonesByVPCCommand } from '@aws-sdk/client-route-53';
import { GetFindingsCommand } from '@aws-sdk/client-securityhub';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { attempt } from '#aws/attempt.ts';
import { type Aws, createAws } from '#aws/clients.ts';
import { listProfileAssociations, listResolverRules } from '#aws/route53-clients.ts';
import { compareText } from '#model/scope.ts';
import {
  ec2Error,
  ec2List,
  scriptedHandler,
  type Told,
  testCredentials,
} from '#test/builders/scripted-handler.ts';

const scope = { accountId: '111122223333', region: 'us-west-2' };
const other = { accountId: '444455556666', region: 'eu-west-1' };
const vpcs = new DescribeVpcsCommand({});
const assumed = (name: string): Told => ({
  body: `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>${name}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
    <SessionToken>t</SessionToken><Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
});

describe('createAws', () => {
  it('makes one client per account, Region and service, until released', () => {
    const aws = createAws({
      requestHandler: scriptedHandler(() => ec2List('vpcSet')),
      credentials: testCredentials,
    });
    const first = aws.ec2(scope);
    expect(aws.ec2({ ...scope })).toBe(first);
    expect(aws.ec2(other)).not.toBe(first);
    aws.release(scope);
    expect(aws.ec2(scope)).not.toBe(first);
  });

  it('leaves the shared handler alone when one client is destroyed', async () => {
    let destroyed = 0;
    const handler = { ...scriptedHandler(() => ec2List('vpcSet')), destroy: () => (destroyed += 1) };
    const aws = createAws({ requestHandler: handler, credentials: testCredentials });
    aws.ec2(scope).destroy();
    await aws.ec2(other).send(vpcs);
    expect(destroyed).toBe(0);
  });

  it('counts every attempt by its IAM action', async () => {
    const answers = [ec2Error('InternalError', 500), ec2Error('InternalError', 500)];
    const calls: string[] = [];
    const handler = scriptedHandler(() => answers.shift() ?? ec2List('vpcSet'));
    const aws = createAws({
      requestHandler: handler,
      credentials: testCredentials,
      onCall: (call) => calls.push(call),
    });
    await aws.ec2(scope).send(vpcs);
    expect(calls).toEqual(Array(3).fill('ec2:DescribeVpcs'));
  });

  it('gives up after five attempts', async () => {
    const handler = scriptedHandler(() => ec2Error('InternalError', 500));
    const aws = createAws({ requestHandler: handler, credentials: testCredentials });
    expect(await attempt(() => aws.ec2(scope).send(vpcs))).toMatchObject({
      failure: { code: 'InternalError' },
    });
    expect(handler.asked).toHaveLength(5);
  });

  it('keeps to Route 53’s rate over all Regions of an account, and of each account alone', async () => {
    const handler = scriptedHandler(() => ({ body: '<R><HostedZoneSummaries/><MaxItems>1</MaxItems></R>' }));
    const aws = createAws({ requestHandler: handler, credentials: testCredentials });
    const start = performance.now();
    const ask = async (...scopes: (typeof scope)[]): Promise<number> => {
      const zones = new ListHostedZonesByVPCCommand({ VPCId: 'vpc-1', VPCRegion: 'us-west-2' });
      await Promise.all(scopes.map((each) => aws.route53(each).send(zones)));
      return performance.now() - start;
    };
    const elsewhere = { ...scope, region: 'eu-west-1' };
    const [busy, idle] = await Promise.all([
      ask(...Array.from({ length: 14 }, (_, index) => (index % 2 === 0 ? scope : elsewhere))),
      ask(other),
    ]);
    expect(busy, 'nine at once, then ten a second').toBeGreaterThan(490);
    expect(idle).toBeLessThan(busy);
  });

  it('honours AWS_ENDPOINT_URL', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:5999';
    try {
      const handler = scriptedHandler(() => ec2List('vpcSet'));
      await createAws({ requestHandler: handler, credentials: testCredentials }).ec2(scope).send(vpcs);
      expect(handler.asked[0]?.request).toMatchObject({ hostname: '127.0.0.1', port: 5999 });
    } finally {
      delete process.env['AWS_ENDPOINT_URL'];
    }
  });

  it('assumes the role once per account, by the Regional STS, and never in its own', async () => {
    const calls: string[] = [];
    const handler = scriptedHandler(({ action }) =>
      action === 'AssumeRole' ? assumed('ASIAOTHER') : ec2List('vpcSet'),
    );
    const aws = createAws({
      requestHandler: handler,
      credentials: testCredentials,
      onCall: (call) => calls.push(call),
    }).assuming({
      roleName: 'auditor',
      externalId: 'shared',
      callerAccountId: scope.accountId,
      region: scope.region,
    });
    await Promise.all([
      aws.ec2(scope).send(vpcs),
      aws.ec2(other).send(vpcs),
      aws.ec2(other).send(vpcs),
      aws.ec2({ ...other, region: 'us-east-1' }).send(vpcs),
    ]);

    const [asked, ...rest] = handler.asked.filter(({ action }) => action === 'AssumeRole');
    expect(rest).toEqual([]);
    expect(asked?.request.hostname).toBe('sts.us-west-2.amazonaws.com');
    expect(Object.fromEntries(asked?.fields ?? [])).toMatchObject({
      RoleArn: 'arn:aws:iam::444455556666:role/auditor',
      RoleSessionName: 'vpc-path-auditor',
      ExternalId: 'shared',
    });
    const keys = handler.asked
      .filter(({ action }) => action === 'DescribeVpcs')
      .map(({ request }) => /Credential=(\w+)/.exec(request.headers['authorization'] ?? '')?.[1] ?? '');
    expect(keys.sort(compareText)).toEqual(['AKIDEXAMPLE', 'ASIAOTHER', 'ASIAOTHER', 'ASIAOTHER']);
    expect(calls.filter((call) => call === 'sts:AssumeRole')).toHaveLength(1);
  });

  const page = { MaxResults: 1, NextToken: undefined };

  it.each<[string, (aws: Aws) => Promise<unknown>]>([
    ['us-west-2/ec2', (aws) => aws.ec2(scope).send(vpcs)],
    ['us-west-2/sts', (aws) => aws.sts('us-west-2').send(new GetCallerIdentityCommand({}))],
    ['us-west-2/securityhub', (aws) => aws.securityHub(scope).send(new GetFindingsCommand({}))],
    ['us-west-2/route53resolver', (aws) => listResolverRules(aws.route53Resolver(scope), page)],
    ['us-west-2/route53profiles', (aws) => listProfileAssociations(aws.route53Profiles(scope), page)],
    // Services of the whole partition are signed for its own Region, whichever asks.
    ['us-east-1/organizations', (aws) => aws.organizations('us-west-2').send(new ListAccountsCommand({}))],
    [
      'us-east-1/route53',
      (aws) =>
        aws.route53(scope).send(new ListHostedZonesByVPCCommand({ VPCId: 'vpc-1', VPCRegion: 'us-west-2' })),
    ],
  ])('signs for %s', async (place, ask) => {
    const handler = scriptedHandler(() => ({ status: 400, body: '' }));
    await attempt(() => ask(createAws({ requestHandler: handler, credentials: testCredentials })));
    const [, signedFor] =
      /Credential=AKIDEXAMPLE\/\d{8}\/([^,]+)\/aws4_request,/.exec(
        handler.asked[0]?.request.headers['authorization'] ?? '',
      ) ?? [];
    expect(signedFor).toBe(place);
  });
});
