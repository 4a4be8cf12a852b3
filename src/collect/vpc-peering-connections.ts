import { DescribeVpcPeeringConnectionsCommand } from '@aws-sdk/client-ec2';
import { ec2Read } from './ec2-read.ts';

export const vpcPeeringConnections = ec2Read({
  key: 'VpcPeeringConnections',
  action: 'ec2:DescribeVpcPeeringConnections',
  pageSize: 1000,
  ask: (client, question) => client.send(new DescribeVpcPeeringConnectionsCommand(question)),
});
