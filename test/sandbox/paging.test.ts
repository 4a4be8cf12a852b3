import {
  DescribeRouteTablesCommand,
  DescribeVpcEndpointsCommand,
  GetManagedPrefixListEntriesCommand,
} from '@aws-sdk/client-ec2';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '#sandbox/sandbox.ts';
import { fullInventory, snapshotOf } from '#test/builders/sandbox-snapshot.ts';
import { assume, clientsOf } from './clients.ts';

const sandbox = createSandbox({ snapshot: snapshotOf() });
const { ec2 } = clientsOf(sandbox, 'us-west-2');

const allEndpointIds = fullInventory.VpcEndpoints?.map(({ VpcEndpointId }) => VpcEndpointId);

it('gives every record once, in order, whatever the page sizes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 5, max: 1000 }), { minLength: 3 }), async (sizes) => {
      const seen: (string | undefined)[] = [];
      let token: string | undefined;
      for (const MaxResults of sizes) {
        const page = await ec2.send(new DescribeVpcEndpointsCommand({ MaxResults, NextToken: token }));
        expect(page.VpcEndpoints?.length).toBeLessThanOrEqual(MaxResults);
        seen.push(...(page.VpcEndpoints ?? []).map(({ VpcEndpointId }) => VpcEndpointId));
        token = page.NextToken;
        if (token === undefined) break;
      }
      expect(token).toBeUndefined();
      expect(seen).toEqual(allEndpointIds);
    }),
    { numRuns: 30 },
  );
});

it.each([
  ['route tables', async () => (await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables],
  [
    'prefix-list entries',
    async () => (await ec2.send(new GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-a' }))).Entries,
  ],
])('%s come 100 a page when no size is asked', async (_, ask) => expect(await ask()).toHaveLength(100));

it.each([
  ['endpoints', 4, (MaxResults: number) => new DescribeVpcEndpointsCommand({ MaxResults })],
  ['endpoints', 1001, (MaxResults: number) => new DescribeVpcEndpointsCommand({ MaxResults })],
])('refuses %s %i a page', async (_, size, command) => {
  await expect(ec2.send(command(size))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

it('refuses 101 route tables a page', async () => {
  await expect(ec2.send(new DescribeRouteTablesCommand({ MaxResults: 101 }))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

const first = async (): Promise<string> => {
  const { NextToken } = await ec2.send(new DescribeVpcEndpointsCommand({ MaxResults: 5 }));
  return NextToken ?? '';
};

describe('a page token', () => {
  const invalid = { name: 'InvalidNextToken', $metadata: { httpStatusCode: 400 } };

  it('says nothing that a client could build on', async () => {
    expect(await first()).toMatch(/^[\w-]{40,}$/);
  });

  it.each(['', 'x', '5', Buffer.from('5.abc').toString('base64url')])('%j is refused', async (NextToken) => {
    await expect(ec2.send(new DescribeVpcEndpointsCommand({ NextToken }))).rejects.toMatchObject(invalid);
  });

  it('answers no other filter', async () => {
    const Filters = [{ Name: 'vpc-id', Values: ['vpc-a'] }];
    const command = new DescribeVpcEndpointsCommand({ NextToken: await first(), Filters });
    await expect(ec2.send(command)).rejects.toMatchObject(invalid);
  });

  it('answers no other operation', async () => {
    const command = new DescribeRouteTablesCommand({ NextToken: await first() });
    await expect(ec2.send(command)).rejects.toMatchObject(invalid);
  });

  it('answers no other account', async () => {
    const member = clientsOf(sandbox, 'us-west-2', await assume(sandbox, '222222222222'));
    const command = new DescribeVpcEndpointsCommand({ NextToken: await first() });
    await expect(member.ec2.send(command)).rejects.toMatchObject(invalid);
  });
});
