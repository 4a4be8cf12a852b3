import * as ec2 from '@aws-sdk/client-ec2';
import { ListHostedZonesByVPCCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { GetFindingsCommand } from '@aws-sdk/client-securityhub';
import * as route53 from '#aws/route53-clients.ts';
import { generatorPrefix } from '#model/finding-id.ts';
import { toVpcRegion } from './hosted-zones.ts';
import type { Probe } from './probe.ts';

const page = { MaxResults: 1, NextToken: undefined };

/** The smallest page that most of EC2's lists allow. */
const small = { MaxResults: 5 };

/** A probe whose answer shows nothing that others could ask about. */
const silent = (action: string, ask: (...asking: Parameters<Probe['ask']>) => Promise<unknown>): Probe => ({
  action,
  ask: async (...asking) => {
    await ask(...asking);
    return {};
  },
});

const ec2Listing = (operation: string, ask: (client: ec2.EC2Client) => Promise<unknown>): Probe =>
  silent(`ec2:${operation}`, (aws, scope) => ask(aws.ec2(scope)));

const vpcs: Probe = {
  action: 'ec2:DescribeVpcs',
  ask: async (aws, scope) => {
    const { Vpcs = [] } = await aws.ec2(scope).send(new ec2.DescribeVpcsCommand(small));
    const own = Vpcs.find(({ OwnerId }) => OwnerId === scope.accountId);
    return own?.VpcId === undefined ? {} : { vpcId: own.VpcId };
  },
};

const prefixLists: Probe = {
  action: 'ec2:DescribeManagedPrefixLists',
  ask: async (aws, scope) => {
    const command = new ec2.DescribeManagedPrefixListsCommand({ MaxResults: 1 });
    const { PrefixLists: [list] = [] } = await aws.ec2(scope).send(command);
    return list?.PrefixListId === undefined ? {} : { prefixListId: list.PrefixListId };
  },
};

const profiles: Probe = {
  action: 'route53profiles:ListProfileAssociations',
  ask: async (aws, scope) => {
    const { ProfileAssociations: [association] = [] } = await route53.listProfileAssociations(
      aws.route53Profiles(scope),
      page,
    );
    return association?.ProfileId === undefined ? {} : { profileId: association.ProfileId };
  },
};

const endpointServices: Probe = {
  action: 'ec2:DescribeVpcEndpointServiceConfigurations',
  ask: async (aws, scope) => {
    const command = new ec2.DescribeVpcEndpointServiceConfigurationsCommand(small);
    const { ServiceConfigurations: [service] = [] } = await aws.ec2(scope).send(command);
    return service?.ServiceId === undefined ? {} : { serviceId: service.ServiceId };
  },
};

/** A probe for each action of the collectors; those of the second list ask about what the first has shown. */
export const probes: readonly [readonly Probe[], readonly Probe[]] = [
  [
    vpcs,
    prefixLists,
    profiles,
    endpointServices,
    ec2Listing('DescribeVpcEndpoints', (client) => client.send(new ec2.DescribeVpcEndpointsCommand(small))),
    ec2Listing('DescribeVpcPeeringConnections', (client) =>
      client.send(new ec2.DescribeVpcPeeringConnectionsCommand(small)),
    ),
    ec2Listing('DescribeVpcEndpointConnections', (client) =>
      client.send(new ec2.DescribeVpcEndpointConnectionsCommand(small)),
    ),
    ec2Listing('DescribeVpcEndpointServices', (client) =>
      client.send(new ec2.DescribeVpcEndpointServicesCommand(small)),
    ),
    ec2Listing('DescribeSubnets', (client) => client.send(new ec2.DescribeSubnetsCommand(small))),
    ec2Listing('DescribeRouteTables', (client) => client.send(new ec2.DescribeRouteTablesCommand(small))),
    ec2Listing('DescribeNetworkAcls', (client) => client.send(new ec2.DescribeNetworkAclsCommand(small))),
    ec2Listing('DescribeNetworkInterfaces', (client) =>
      client.send(new ec2.DescribeNetworkInterfacesCommand(small)),
    ),
    ec2Listing('DescribeSecurityGroups', (client) =>
      client.send(new ec2.DescribeSecurityGroupsCommand(small)),
    ),
    ec2Listing('DescribeDhcpOptions', (client) => client.send(new ec2.DescribeDhcpOptionsCommand(small))),
    silent('route53resolver:ListResolverRuleAssociations', (aws, scope) =>
      route53.listResolverRuleAssociations(aws.route53Resolver(scope), page),
    ),
    silent('route53resolver:ListResolverRules', (aws, scope) =>
      route53.listResolverRules(aws.route53Resolver(scope), page),
    ),
    // No zone has this ID.
    silent('route53:ListResourceRecordSets', (aws, scope) =>
      aws
        .route53(scope)
        .send(new ListResourceRecordSetsCommand({ HostedZoneId: 'Z00000000000000000000', MaxItems: 1 })),
    ),
  ],
  [
    silent('ec2:DescribeVpcAttribute', (aws, scope, { vpcId }) =>
      aws
        .ec2(scope)
        .send(new ec2.DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: 'enableDnsSupport' })),
    ),
    silent('ec2:GetManagedPrefixListEntries', (aws, scope, { prefixListId }) =>
      aws
        .ec2(scope)
        .send(new ec2.GetManagedPrefixListEntriesCommand({ PrefixListId: prefixListId, MaxResults: 1 })),
    ),
    silent('ec2:DescribeVpcEndpointServicePermissions', (aws, scope, { serviceId }) =>
      aws
        .ec2(scope)
        .send(new ec2.DescribeVpcEndpointServicePermissionsCommand({ ServiceId: serviceId, ...small })),
    ),
    silent('route53:ListHostedZonesByVPC', (aws, scope, { vpcId }) =>
      aws.route53(scope).send(
        new ListHostedZonesByVPCCommand({
          VPCId: vpcId,
          VPCRegion: toVpcRegion(scope.region),
          MaxItems: 1,
        }),
      ),
    ),
    silent('route53profiles:ListProfileResourceAssociations', (aws, scope, { profileId }) =>
      route53.listProfileResourceAssociations(aws.route53Profiles(scope), { ...page, ProfileId: profileId }),
    ),
  ],
];

/** Whether Security Hub is on, and may be read: one finding of ours at most. */
export const securityHubProbe = silent('securityhub:GetFindings', (aws, scope) =>
  aws.securityHub(scope).send(
    new GetFindingsCommand({
      Filters: { GeneratorId: [{ Value: generatorPrefix, Comparison: 'PREFIX' }] },
      MaxResults: 1,
    }),
  ),
);
