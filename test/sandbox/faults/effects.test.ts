import { DescribeVpcEndpointsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { BatchImportFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { describe, expect, it } from 'vitest';
import type { FaultKind } from '#sandbox/faults/kinds.ts';
import { hub, member } from '#test/builders/sandbox-snapshot.ts';
import { anyKeys } from '../clients.ts';
import { calls, faulty, region, type Service } from './faulty.ts';

describe('the words of a denial', () => {
  it.each<[FaultKind, Service, string]>([
    [
      'scp-denied',
      'ec2',
      `You are not authorized to perform this operation. User: arn:aws:iam::${hub}:user/sandbox is not authorized to perform: ec2:DescribeVpcEndpoints with an explicit deny in a service control policy`,
    ],
    [
      'access-denied',
      'sts',
      `User: arn:aws:iam::${hub}:user/sandbox is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${member}:role/audit`,
    ],
    [
      'scp-denied',
      'securityhub',
      `User: arn:aws:iam::${hub}:user/sandbox is not authorized to perform: securityhub:GetFindings on resource: * with an explicit deny in a service control policy`,
    ],
  ])('%s, %s', async (fault, service, message) => {
    const { requestHandler } = faulty(fault);
    const call = calls[service]({ region, credentials: anyKeys, maxAttempts: 1, requestHandler });
    await expect(call).rejects.toMatchObject({ message });
  });
});

describe('a bad token', () => {
  it('comes with a good page, and is refused when it is sent', async () => {
    const { requestHandler } = faulty('bad-next-token');
    const client = new EC2Client({ region, credentials: anyKeys, maxAttempts: 1, requestHandler });
    const page = await client.send(new DescribeVpcEndpointsCommand({ MaxResults: 1000 }));
    expect(page.VpcEndpoints).toHaveLength(7);
    const { NextToken } = page;
    await expect(
      client.send(new DescribeVpcEndpointsCommand({ MaxResults: 1000, NextToken })),
    ).rejects.toMatchObject({ name: 'InvalidNextToken' });
  });
});

const finding = (id: number) => ({
  SchemaVersion: '2018-10-08',
  Id: `finding/${id}`,
  ProductArn: `arn:aws:securityhub:${region}:${hub}:product/${hub}/default`,
  GeneratorId: 'test',
  AwsAccountId: hub,
  CreatedAt: '2026-11-22T00:00:00Z',
  UpdatedAt: '2026-11-22T00:00:00Z',
  Title: 'title',
  Description: 'description',
  Types: ['Software and Configuration Checks'],
  Severity: { Label: 'LOW' as const },
  Resources: [{ Type: 'Other', Id: 'resource' }],
});

describe('an import that is not whole', () => {
  it.each([1, 2, 50])('of %i findings: those it names are not held, the others are', async (count) => {
    const sandbox = faulty('failed-findings');
    const client = new SecurityHubClient({
      region,
      credentials: anyKeys,
      maxAttempts: 1,
      requestHandler: sandbox.requestHandler,
    });
    const Findings = Array.from({ length: count }, (_, index) => finding(index));
    const answer = await client.send(new BatchImportFindingsCommand({ Findings }));
    const refused = new Set(answer.FailedFindings?.map(({ Id }) => Id));
    expect(refused.size).toBeGreaterThan(0);
    expect(answer).toMatchObject({ FailedCount: refused.size, SuccessCount: count - refused.size });
    const held = sandbox.findings().map(({ Id }) => Id);
    const taken = Findings.map(({ Id }) => Id).filter((Id) => !refused.has(Id));
    expect(new Set(held)).toEqual(new Set(taken));
  });
});

it('keeps count of what it did, and of every secret it gave', async () => {
  const sandbox = faulty('bad-next-token');
  const { Credentials } = await calls.sts({
    region,
    credentials: anyKeys,
    maxAttempts: 1,
    requestHandler: sandbox.requestHandler,
  });
  await calls.ec2({ region, credentials: anyKeys, maxAttempts: 1, requestHandler: sandbox.requestHandler });
  expect(sandbox.injected()).toEqual([
    {
      fault: 'bad-next-token',
      scope: { accountId: hub, region },
      action: 'ec2:DescribeVpcEndpoints',
      count: 1,
    },
  ]);
  expect(sandbox.secrets()).toEqual([Credentials?.SecretAccessKey, Credentials?.SessionToken]);
  sandbox.replaceFaults(null);
  expect(sandbox.injected()).toEqual([]);
});
