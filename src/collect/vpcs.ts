import {
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Vpc,
} from '@aws-sdk/client-ec2';
import { attempt } from '#aws/attempt.ts';
import { MalformedResponse } from '#aws/malformed-response.ts';
import { allPages } from '#aws/pages.ts';
import { success } from '#model/coverage.ts';
import { operations } from '#model/inventory.ts';
import { withAdditions } from './additions.ts';
import { batchesOf } from './batches.ts';
import { ofNamedVpcs } from './named-vpcs.ts';
import { forEach } from './parts.ts';
import type { Read } from './read.ts';

const attributeOperation = 'DescribeVpcAttribute';

/** The VPCs that a path can pass; the account's own with the two attributes that decide how names resolve there. */
export const vpcs: Read = {
  key: 'Vpcs',
  actions: ['ec2:DescribeVpcs', `ec2:${attributeOperation}`],
  needs: ofNamedVpcs.needs,
  ask: async ({ aws, scope }, known) => {
    const client = aws.ec2(scope);
    const lists = await forEach(batchesOf(ofNamedVpcs.values(known, scope)), (ids) => describe(client, ids));
    const read = await withAdditions(lists.flat(), attributeOperation, async (vpc) =>
      (vpc.OwnerId ?? scope.accountId) === scope.accountId
        ? attempt(() => dnsAttributes(client, vpc))
        : success({}),
    );
    return { ...read, failure: null };
  },
};

const describe = (client: EC2Client, ids: readonly string[]) =>
  allPages(operations.Vpcs, async (NextToken) => {
    const Filters = [{ Name: ofNamedVpcs.filter, Values: [...ids] }];
    const page = await client.send(new DescribeVpcsCommand({ Filters, MaxResults: 1000, NextToken }));
    return { items: page.Vpcs, next: page.NextToken };
  });

/** EC2 tells one attribute a call. */
const dnsAttributes = async (client: EC2Client, { VpcId }: Vpc) => {
  const [{ EnableDnsSupport }, { EnableDnsHostnames }] = await Promise.all([
    client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' })),
    client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' })),
  ]);
  if (EnableDnsSupport?.Value === undefined || EnableDnsHostnames?.Value === undefined) {
    throw new MalformedResponse(`${attributeOperation}: the answer has no attribute`);
  }
  return { EnableDnsSupport, EnableDnsHostnames };
};
