import {
  DescribeManagedPrefixLists$,
  DescribeNetworkAcls$,
  DescribeNetworkInterfaces$,
  DescribeRouteTables$,
  DescribeSecurityGroups$,
  DescribeSubnets$,
  DescribeVpcEndpointServiceConfigurations$,
  DescribeVpcEndpoints$,
  DescribeVpcPeeringConnections$,
  DescribeVpcs$,
} from '@aws-sdk/client-ec2';
import type { Listing } from './listing.ts';

/** The plain lists of EC2. Page bounds and error codes are those of the EC2 API Reference. */
export const listings: readonly Listing[] = [
  {
    schema: DescribeVpcEndpoints$,
    key: 'VpcEndpoints',
    id: { parameter: 'VpcEndpointIds', member: 'VpcEndpointId', notFound: 'InvalidVpcEndpointId.NotFound' },
    filters: { 'vpc-endpoint-id': 'VpcEndpointId', 'vpc-id': 'VpcId', 'service-name': 'ServiceName' },
    maxPageSize: 1000,
  },
  {
    schema: DescribeVpcPeeringConnections$,
    key: 'VpcPeeringConnections',
    id: {
      parameter: 'VpcPeeringConnectionIds',
      member: 'VpcPeeringConnectionId',
      notFound: 'InvalidVpcPeeringConnectionID.NotFound',
    },
    filters: { 'vpc-peering-connection-id': 'VpcPeeringConnectionId' },
    maxPageSize: 1000,
  },
  {
    schema: DescribeVpcEndpointServiceConfigurations$,
    key: 'ServiceConfigurations',
    id: { parameter: 'ServiceIds', member: 'ServiceId', notFound: 'InvalidVpcEndpointServiceId.NotFound' },
    filters: { 'service-id': 'ServiceId', 'service-name': 'ServiceName' },
    maxPageSize: 1000,
  },
  {
    schema: DescribeVpcs$,
    key: 'Vpcs',
    id: { parameter: 'VpcIds', member: 'VpcId', notFound: 'InvalidVpcID.NotFound' },
    filters: { 'vpc-id': 'VpcId' },
    maxPageSize: 1000,
  },
  {
    schema: DescribeSubnets$,
    key: 'Subnets',
    id: { parameter: 'SubnetIds', member: 'SubnetId', notFound: 'InvalidSubnetID.NotFound' },
    filters: { 'vpc-id': 'VpcId', 'subnet-id': 'SubnetId' },
    maxPageSize: 1000,
  },
  {
    schema: DescribeRouteTables$,
    key: 'RouteTables',
    id: { parameter: 'RouteTableIds', member: 'RouteTableId', notFound: 'InvalidRouteTableID.NotFound' },
    filters: { 'vpc-id': 'VpcId', 'route-table-id': 'RouteTableId' },
    maxPageSize: 100,
  },
  {
    schema: DescribeNetworkAcls$,
    key: 'NetworkAcls',
    id: { parameter: 'NetworkAclIds', member: 'NetworkAclId', notFound: 'InvalidNetworkAclID.NotFound' },
    filters: { 'vpc-id': 'VpcId', 'network-acl-id': 'NetworkAclId' },
    maxPageSize: 1000,
  },
  {
    schema: DescribeNetworkInterfaces$,
    key: 'NetworkInterfaces',
    id: {
      parameter: 'NetworkInterfaceIds',
      member: 'NetworkInterfaceId',
      notFound: 'InvalidNetworkInterfaceID.NotFound',
    },
    filters: {
      'network-interface-id': 'NetworkInterfaceId',
      'vpc-id': 'VpcId',
      'group-id': 'Groups.GroupId',
    },
    maxPageSize: 1000,
    idsExcludePaging: true,
    accepted: ['IncludeManagedResources'],
  },
  {
    schema: DescribeSecurityGroups$,
    key: 'SecurityGroups',
    id: { parameter: 'GroupIds', member: 'GroupId', notFound: 'InvalidGroup.NotFound' },
    filters: { 'group-id': 'GroupId', 'vpc-id': 'VpcId' },
    maxPageSize: 1000,
  },
  {
    schema: DescribeManagedPrefixLists$,
    key: 'ManagedPrefixLists',
    output: 'PrefixLists',
    id: { parameter: 'PrefixListIds', member: 'PrefixListId', notFound: 'InvalidPrefixListID.NotFound' },
    filters: { 'prefix-list-id': 'PrefixListId' },
    minPageSize: 1,
    maxPageSize: 100,
  },
];
