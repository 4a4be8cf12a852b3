import { DescribeRegionsCommand, DescribeVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { DescribeOrganizationCommand, ListAccountsCommand } from '@aws-sdk/client-organizations';
import { GetFindingsCommand } from '@aws-sdk/client-securityhub';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '#sandbox/sandbox.ts';
import { hub, member, outsider, snapshotOf } from '#test/builders/sandbox-snapshot.ts';
import { anyKeys, assume, clientsOf } from './clients.ts';

const sandbox = createSandbox({ snapshot: snapshotOf() });

describe('who calls', () => {
  it('any key stands for the hub', async () => {
    const identity = await clientsOf(sandbox, 'us-west-2').sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({ Account: hub, Arn: `arn:aws:iam::${hub}:user/sandbox` });
  });

  it('keys of AssumeRole stand for the account of the role', async () => {
    const { sts } = clientsOf(sandbox, 'us-west-2', await assume(sandbox, member));
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: member,
      Arn: `arn:aws:sts::${member}:assumed-role/audit/session`,
    });
  });

  it('each account sees its own inventory', async () => {
    const { ec2 } = clientsOf(sandbox, 'us-west-2', await assume(sandbox, member));
    const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand({}));
    expect(VpcEndpoints).toEqual([{ VpcEndpointId: 'vpce-member' }]);
  });

  it.each([
    ['another', 'wrong'],
    ['no', undefined],
  ])('%s session token is refused', async (_, sessionToken) => {
    const { accessKeyId, secretAccessKey } = await assume(sandbox, member);
    const keys = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
    const { sts, ec2 } = clientsOf(sandbox, 'us-west-2', keys);
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    await expect(ec2.send(new DescribeVpcEndpointsCommand({}))).rejects.toMatchObject({
      name: 'AuthFailure',
    });
  });
});

const role = (accountId: string) => `arn:aws:iam::${accountId}:role/path/to/audit`;

describe('AssumeRole', () => {
  const { sts } = clientsOf(sandbox, 'us-west-2');

  it('hands out keys for as long as asked', async () => {
    const now = new Date('2026-11-20T10:00:00Z');
    const timed = clientsOf(createSandbox({ snapshot: snapshotOf(), now: () => now }), 'us-west-2').sts;
    const input = { RoleArn: role(member), RoleSessionName: 'me', DurationSeconds: 900 };
    const { Credentials, AssumedRoleUser } = await timed.send(new AssumeRoleCommand(input));
    expect(Credentials?.Expiration).toEqual(new Date('2026-11-20T10:15:00Z'));
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${member}:assumed-role/audit/me`);
  });

  it.each([
    [
      'an account outside the organization',
      { RoleArn: role(outsider), RoleSessionName: 'me' },
      'AccessDenied',
    ],
    ['a suspended account', { RoleArn: role('333333333333'), RoleSessionName: 'me' }, 'AccessDenied'],
    ['no ARN', { RoleArn: 'audit', RoleSessionName: 'me' }, 'ValidationError'],
    ['an odd session name', { RoleArn: role(member), RoleSessionName: 'a b' }, 'ValidationError'],
    ['no session name', { RoleArn: role(member), RoleSessionName: undefined }, 'ValidationError'],
    ['a minute', { RoleArn: role(member), RoleSessionName: 'me', DurationSeconds: 60 }, 'ValidationError'],
    ['a policy', { RoleArn: role(member), RoleSessionName: 'me', Policy: '{}' }, 'InvalidParameterValue'],
  ])('is refused for %s', async (_, input, code) => {
    await expect(sts.send(new AssumeRoleCommand(input))).rejects.toMatchObject({ name: code });
  });
});

const regionsSeenIn = async (region: string) => {
  const { Regions } = await clientsOf(sandbox, region).ec2.send(new DescribeRegionsCommand({}));
  return Regions?.map(({ RegionName, OptInStatus }) => [RegionName, OptInStatus]);
};

describe('Regions', () => {
  it.each(['us-west-2', 'us-east-1'])('asked in %s, those with an inventory', async (region) => {
    expect(await regionsSeenIn(region)).toEqual([
      ['ap-northeast-1', 'opt-in-not-required'],
      ['us-west-2', 'opt-in-not-required'],
    ]);
  });

  it('another Region is not enabled', async () => {
    const { ec2, securityhub } = clientsOf(sandbox, 'eu-west-1');
    await expect(ec2.send(new DescribeVpcEndpointsCommand({}))).rejects.toMatchObject({
      name: 'AuthFailure',
      $metadata: { httpStatusCode: 401 },
    });
    await expect(securityhub.send(new GetFindingsCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });
});

describe('Organizations', () => {
  const snapshot = snapshotOf();
  const accounts = Array.from({ length: 41 }, (_, index) => ({
    Id: String(100_000_000_000 + index),
    State: 'ACTIVE',
  }));
  const large = createSandbox({
    snapshot: { ...snapshot, organization: { ...snapshot.organization, Accounts: accounts } },
  });
  const { organizations } = clientsOf(large, 'us-east-1');

  it('lists 20 accounts a page', async () => {
    const seen: (string | undefined)[] = [];
    const sizes: (number | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await organizations.send(new ListAccountsCommand({ NextToken }));
      sizes.push(page.Accounts?.length);
      seen.push(...(page.Accounts ?? []).map(({ Id }) => Id));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(sizes).toEqual([20, 20, 1]);
    expect(seen).toEqual(accounts.map(({ Id }) => Id));
  });

  it.each([
    ['21 a page', { MaxResults: 21 }],
    ['a made-up token', { NextToken: 'x' }],
  ])('refuses %s', async (_, input) => {
    await expect(organizations.send(new ListAccountsCommand(input))).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });

  it('tells the management account, which alone may list', async () => {
    const { organizations } = clientsOf(sandbox, 'us-east-1', await assume(sandbox, member));
    const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
    expect(Organization).toMatchObject({ MasterAccountId: hub, FeatureSet: 'ALL' });
    await expect(organizations.send(new ListAccountsCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
    });
  });
});

it('counts calls by IAM action, refused ones too', async () => {
  const counted = createSandbox({ snapshot: snapshotOf() });
  const { ec2, sts } = clientsOf(counted, 'us-west-2', anyKeys);
  await sts.send(new GetCallerIdentityCommand({}));
  await ec2.send(new DescribeVpcEndpointsCommand({}));
  await ec2.send(new DescribeVpcEndpointsCommand({ NextToken: 'x' })).catch(() => undefined);
  expect(counted.calls()).toEqual({ 'ec2:DescribeVpcEndpoints': 2, 'sts:GetCallerIdentity': 1 });
  counted.resetCalls();
  expect(counted.calls()).toEqual({});
});

it('serves an inventory that took another one’s place', async () => {
  const changing = createSandbox({ snapshot: snapshotOf() });
  const scope = { accountId: hub, region: 'us-west-2' };
  changing.replaceInventory(scope, { VpcEndpoints: [{ VpcEndpointId: 'vpce-new' }] });
  expect(changing.inventory(scope)).toEqual({ VpcEndpoints: [{ VpcEndpointId: 'vpce-new' }] });
  const { VpcEndpoints } = await clientsOf(changing, 'us-west-2').ec2.send(
    new DescribeVpcEndpointsCommand({}),
  );
  expect(VpcEndpoints).toEqual([{ VpcEndpointId: 'vpce-new' }]);
});
