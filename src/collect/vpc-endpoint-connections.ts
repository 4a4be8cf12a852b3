import { DescribeVpcEndpointConnectionsCommand } from '@aws-sdk/client-ec2';
import { ec2Read } from './ec2-read.ts';

/** The endpoints of whatever account and Region that are connected to the scope's endpoint services, or ask to be. */
export const vpcEndpointConnections = ec2Read({
  key: 'VpcEndpointConnections',
  action: 'ec2:DescribeVpcEndpointConnections',
  pageSize: 1000,
  only: {
    filter: 'service-id',
    needs: ['ServiceConfigurations'],
    values: ({ ServiceConfigurations = [] }) => ServiceConfigurations.map(({ ServiceId }) => ServiceId),
  },
  ask: (client, question) => client.send(new DescribeVpcEndpointConnectionsCommand(question)),
});
