import * as ec2 from '@aws-sdk/client-ec2';
import { ListHostedZonesByVPCCommand, Route53Client, type VPCRegion } from '@aws-sdk/client-route-53';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentity } from '@smithy/types';
import pMap from 'p-map';
import {
  createProfilesClient,
  createResolverClient,
  listProfileAssociations,
  listResolverRuleAssociations,
} from '#aws/route53-clients.ts';

/** Whose account, with which clients, so many calls at a time. */
export type PlainAccount = {
  credentials: AwsCredentialIdentity;
  homeRegion: string;
  requestHandler: NodeHttpHandler;
  workers: number;
};

/** Patient with throttling, as a tool that is to finish must be; the SDK's own is 3. */
export const maxAttempts = 10;

const page = { MaxResults: 1000 };
const firstPage = { MaxResults: 100, NextToken: undefined };

const byIds = (Name: string, Values: readonly string[]) => ({
  ...page,
  Filters: [{ Name, Values: [...Values] }],
});

/**
 * The reads of a scan in one account, as auditors commonly make them: one kind of read after another, each over all
 * Regions or resources that it concerns with so many workers, the next when the last is done. Every list is asked for
 * once; what a list names nothing for is not asked.
 */
export const readPlainAccount = async ({
  credentials,
  homeRegion,
  requestHandler,
  workers,
}: PlainAccount): Promise<void> => {
  const each = <Item, Value>(items: readonly Item[], ask: (item: Item) => Promise<Value>): Promise<Value[]> =>
    pMap(items, ask, { concurrency: workers });
  const configOf = (region: string) => ({ region, credentials, requestHandler, maxAttempts });

  const home = new ec2.EC2Client(configOf(homeRegion));
  const { Regions = [] } = await home.send(new ec2.DescribeRegionsCommand({}));
  const all = Regions.map(({ RegionName = '' }) => ({
    region: RegionName,
    client: new ec2.EC2Client(configOf(RegionName)),
  }));
  const lists = await each(all, ({ client }) => client.send(new ec2.DescribeVpcEndpointsCommand(page)));
  await each(all, ({ client }) => client.send(new ec2.DescribeVpcPeeringConnectionsCommand(page)));
  await each(all, ({ client }) => client.send(new ec2.DescribeVpcEndpointServiceConfigurationsCommand(page)));

  const used = all.flatMap(({ region, client }, index) => {
    const endpoints = lists[index]?.VpcEndpoints ?? [];
    const idsOf = (ids: (endpoint: ec2.VpcEndpoint) => string[]): string[] => [
      ...new Set(endpoints.flatMap(ids)),
    ];
    const told = {
      region,
      client,
      vpcIds: idsOf(({ VpcId = '' }) => [VpcId]),
      interfaceIds: idsOf(({ NetworkInterfaceIds = [] }) => NetworkInterfaceIds),
      groupIds: idsOf(({ Groups = [] }) => Groups.flatMap(({ GroupId = '' }) => GroupId)),
      serviceNames: idsOf(({ ServiceName = '' }) => [ServiceName]),
    };
    return endpoints.length === 0 ? [] : [told];
  });
  const vpcs = used.flatMap(({ region, client, vpcIds }) =>
    vpcIds.map((vpcId) => ({ region, client, vpcId })),
  );
  const attributes = vpcs.flatMap((vpc) =>
    (['enableDnsSupport', 'enableDnsHostnames'] as const).map((Attribute) => ({ ...vpc, Attribute })),
  );

  await each(used, ({ client, vpcIds }) => client.send(new ec2.DescribeVpcsCommand(byIds('vpc-id', vpcIds))));
  await each(attributes, ({ client, vpcId, Attribute }) =>
    client.send(new ec2.DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute })),
  );
  await each(used, ({ client, vpcIds }) =>
    client.send(new ec2.DescribeSubnetsCommand(byIds('vpc-id', vpcIds))),
  );
  await each(used, ({ client, vpcIds }) =>
    client.send(new ec2.DescribeRouteTablesCommand({ ...byIds('vpc-id', vpcIds), MaxResults: 100 })),
  );
  await each(used, ({ client, vpcIds }) =>
    client.send(new ec2.DescribeNetworkAclsCommand(byIds('vpc-id', vpcIds))),
  );
  await each(used, ({ client, interfaceIds }) =>
    client.send(new ec2.DescribeNetworkInterfacesCommand(byIds('network-interface-id', interfaceIds))),
  );
  await each(used, ({ client, groupIds }) =>
    client.send(new ec2.DescribeSecurityGroupsCommand(byIds('group-id', groupIds))),
  );
  await each(used, ({ client, serviceNames }) =>
    client.send(new ec2.DescribeVpcEndpointServicesCommand({ ServiceNames: serviceNames })),
  );
  const route53 = new Route53Client(configOf(homeRegion));
  await each(vpcs, ({ region, vpcId }) =>
    route53.send(
      new ListHostedZonesByVPCCommand({ VPCId: vpcId, VPCRegion: region as VPCRegion, MaxItems: 100 }),
    ),
  );
  await each(used, ({ region }) =>
    listResolverRuleAssociations(createResolverClient(configOf(region)), firstPage),
  );
  await each(used, ({ region }) =>
    listProfileAssociations(createProfilesClient(configOf(region)), firstPage),
  );
};
