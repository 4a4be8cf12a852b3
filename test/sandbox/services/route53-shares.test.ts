import { DescribeDhcpOptionsCommand, DescribeVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { createAws } from '#aws/clients.ts';
import {
  listProfileAssociations,
  listProfileResourceAssociations,
  listResolverRuleAssociations,
  listResolverRules,
} from '#aws/route53-clients.ts';
import type { Inventory } from '#model/inventory.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { fullInventory, hubOregon, hubTokyo, snapshotOf } from '#test/builders/sandbox-snapshot.ts';
import { testCredentials } from '#test/builders/scripted-handler.ts';

const named: Inventory = {
  ...fullInventory,
  Vpcs: [
    { VpcId: 'vpc-a', EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: false } },
    { VpcId: 'vpc-b' },
  ],
  DhcpOptions: [
    { DhcpOptionsId: 'dopt-1', DhcpConfigurations: [{ Key: 'domain-name', Values: [{ Value: 'x' }] }] },
  ],
  ResolverRuleAssociations: [{ Id: 'a-1', ResolverRuleId: 'rr-1', VPCId: 'vpc-a', Status: 'COMPLETE' }],
  ResolverRules: [
    { Id: 'rr-1', DomainName: '.', RuleType: 'RECURSIVE', FieldOfTheFuture: 1 },
    { Id: 'rr-2', DomainName: 'corp.', RuleType: 'FORWARD' },
  ],
  ProfileAssociations: [{ Id: 'pa-1', ProfileId: 'rp-1', ResourceId: 'vpc-a' }],
  ProfileResourceAssociations: [
    { Id: 'pr-1', ProfileId: 'rp-1', ResourceArn: 'arn:1', CreationTime: '2026-01-02T03:04:05.000Z' },
    { Id: 'pr-2', ProfileId: 'rp-2', ResourceArn: 'arn:2' },
  ],
};

const clients = (inventory: Inventory = named, scope = hubOregon) => {
  const { requestHandler } = createSandbox({ snapshot: snapshotOf(inventory) });
  const aws = createAws({ requestHandler, credentials: testCredentials });
  return { ec2: aws.ec2(scope), resolver: aws.route53Resolver(scope), profiles: aws.route53Profiles(scope) };
};
const page = { MaxResults: 100, NextToken: undefined };

const ask = (
  VpcId: string,
  Attribute: 'enableDnsSupport' | 'enableDnsHostnames' | 'enableNetworkAddressUsageMetrics',
) => clients().ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }));

describe('DescribeVpcAttribute', () => {
  it('tells the one attribute', async () => {
    const { $metadata: _, ...told } = await ask('vpc-a', 'enableDnsHostnames');
    expect(told).toEqual({ VpcId: 'vpc-a', EnableDnsHostnames: { Value: false } });
  });

  it.each([
    ['vpc-x', 'enableDnsSupport', 'InvalidVpcID.NotFound'],
    ['vpc-b', 'enableDnsSupport', 'UnauthorizedOperation'],
    ['vpc-a', 'enableNetworkAddressUsageMetrics', 'InvalidParameterValue'],
  ] as const)('refuses %s %s', async (vpc, attribute, name) => {
    await expect(ask(vpc, attribute)).rejects.toMatchObject({ name });
  });
});

it('DescribeDhcpOptions tells what a snapshot keeps', async () => {
  const { DhcpOptions } = await clients().ec2.send(new DescribeDhcpOptionsCommand({}));
  expect(DhcpOptions).toEqual(named.DhcpOptions);
});

describe('Route 53 Resolver', () => {
  it('lists rules, page by page, and their associations', async () => {
    const { resolver } = clients();
    const first = await listResolverRules(resolver, { ...page, MaxResults: 1 });
    const second = await listResolverRules(resolver, { MaxResults: 1, NextToken: first.NextToken });
    expect([first, second].flatMap(({ ResolverRules }) => ResolverRules)).toEqual([
      { Id: 'rr-1', DomainName: '.', RuleType: 'RECURSIVE' },
      { Id: 'rr-2', DomainName: 'corp.', RuleType: 'FORWARD' },
    ]);
    expect(second.NextToken).toBeUndefined();
    const { ResolverRuleAssociations } = await listResolverRuleAssociations(resolver, page);
    expect(ResolverRuleAssociations).toEqual(named.ResolverRuleAssociations);
  });

  it.each<[string, object, Inventory, string]>([
    ['a page too large', { MaxResults: 101 }, named, 'InvalidParameterException'],
    ['a made-up token', { NextToken: 'x' }, named, 'InvalidNextTokenException'],
    ['what was not read', {}, fullInventory, 'AccessDeniedException'],
  ])('refuses %s', async (_, more, inventory, name) => {
    await expect(listResolverRules(clients(inventory).resolver, { ...page, ...more })).rejects.toMatchObject({
      name,
    });
  });
});

describe('Route 53 Profiles', () => {
  it('lists associations, and what one Profile holds', async () => {
    const { profiles } = clients();
    expect((await listProfileAssociations(profiles, page)).ProfileAssociations).toEqual(
      named.ProfileAssociations,
    );
    const held = await listProfileResourceAssociations(profiles, { ...page, ProfileId: 'rp-1' });
    expect(held.ProfileResourceAssociations).toMatchObject([{ Id: 'pr-1', ResourceArn: 'arn:1' }]);
  });

  it('refuses a Profile that no VPC has', async () => {
    await expect(
      listProfileResourceAssociations(clients().profiles, { ...page, ProfileId: 'rp-9' }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('refuses what was not read', async () => {
    await expect(listProfileAssociations(clients(named, hubTokyo).profiles, page)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});
