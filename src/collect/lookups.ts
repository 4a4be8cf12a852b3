import {
  DescribeRegionsCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcsCommand,
  type EC2Client,
  EC2ServiceException,
  type ServiceDetail,
  type Vpc,
} from '@aws-sdk/client-ec2';
import { MalformedResponse } from '#aws/malformed-response.ts';
import { allPages } from '#aws/pages.ts';
import { operations } from '#model/inventory.ts';

/*
 * Single questions, outside the reads of an inventory, to an EC2 client of the scope that is asked. Each throws what
 * `attempt` of `#aws/attempt.ts` makes a failure of.
 */

/** Every VPC that the scope shows, those shared with it too (EC2 DescribeVpcs). */
export const listVpcs = (client: EC2Client): Promise<Vpc[]> =>
  allPages(operations.Vpcs, async (NextToken) => {
    const page = await client.send(new DescribeVpcsCommand({ MaxResults: 1000, NextToken }));
    return { items: page.Vpcs, next: page.NextToken };
  });

/** Every Region there is for the account, enabled or not (EC2 DescribeRegions). */
export const listRegions = async (client: EC2Client): Promise<{ name: string; isEnabled: boolean }[]> => {
  const { Regions = [] } = await client.send(new DescribeRegionsCommand({ AllRegions: true }));
  if (Regions.length === 0) throw new MalformedResponse('DescribeRegions: the answer names no Region');
  return Regions.map(({ RegionName = '', OptInStatus }) => ({
    name: RegionName,
    isEnabled: OptInStatus !== 'not-opted-in',
  }));
};

/**
 * The services that AWS itself offers in the client's Region, of every type (EC2 DescribeVpcEndpointServices). A list
 * without any is malformed: no Region is without.
 */
export const listServices = async (client: EC2Client): Promise<ServiceDetail[]> => {
  const Filters = [{ Name: 'owner', Values: ['amazon'] }];
  const services = await allPages(operations.ServiceDetails, async (NextToken) => {
    const page = await client.send(
      new DescribeVpcEndpointServicesCommand({ Filters, MaxResults: 1000, NextToken }),
    );
    return { items: page.ServiceDetails, next: page.NextToken };
  });
  if (services.length === 0) {
    throw new MalformedResponse(`${operations.ServiceDetails}: the answer names no service`);
  }
  return services;
};

/** Whether the account may have an endpoint to a service by its name; AWS refuses a name that it may not see. */
export const isServiceVisible = async (
  client: EC2Client,
  { name, region }: { name: string; region: string | null },
): Promise<boolean> => {
  try {
    const { ServiceDetails } = await client.send(
      new DescribeVpcEndpointServicesCommand({
        ServiceNames: [name],
        ...(region === null ? {} : { ServiceRegions: [region] }),
      }),
    );
    if (ServiceDetails === undefined) {
      throw new MalformedResponse(`${operations.ServiceDetails}: the answer has no list`);
    }
    return ServiceDetails.length > 0;
  } catch (error) {
    if (error instanceof EC2ServiceException && error.name === 'InvalidServiceName') return false;
    throw error;
  }
};
