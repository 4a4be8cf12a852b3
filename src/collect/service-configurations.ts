import {
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpointServicePermissionsCommand,
  type EC2Client,
  type ServiceConfiguration,
} from '@aws-sdk/client-ec2';
import { attempt } from '#aws/attempt.ts';
import { allPages } from '#aws/pages.ts';
import { operations } from '#model/inventory.ts';
import { withAdditions } from './additions.ts';
import type { Read } from './read.ts';

const permissionsOperation = 'DescribeVpcEndpointServicePermissions';

/** The most that both operations allow. */
const MaxResults = 1000;

/** The account's own endpoint services, each with the principals that may connect to it. */
export const serviceConfigurations: Read = {
  key: 'ServiceConfigurations',
  actions: ['ec2:DescribeVpcEndpointServiceConfigurations', `ec2:${permissionsOperation}`],
  needs: [],
  ask: async ({ aws, scope }) => {
    const client = aws.ec2(scope);
    const read = await withAdditions(await describe(client), permissionsOperation, (service) =>
      attempt(async () => ({ AllowedPrincipals: await principalsOf(client, service) })),
    );
    return { ...read, failure: null };
  },
};

const describe = (client: EC2Client) =>
  allPages(operations.ServiceConfigurations, async (NextToken) => {
    const question = { MaxResults, NextToken };
    const page = await client.send(new DescribeVpcEndpointServiceConfigurationsCommand(question));
    return { items: page.ServiceConfigurations, next: page.NextToken };
  });

const principalsOf = (client: EC2Client, { ServiceId }: ServiceConfiguration) =>
  allPages(permissionsOperation, async (NextToken) => {
    const question = { ServiceId, MaxResults, NextToken };
    const page = await client.send(new DescribeVpcEndpointServicePermissionsCommand(question));
    return { items: page.AllowedPrincipals, next: page.NextToken };
  });
