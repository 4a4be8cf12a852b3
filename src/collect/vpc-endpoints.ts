import { DescribeVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { ec2Read } from './ec2-read.ts';

export const vpcEndpoints = ec2Read({
  key: 'VpcEndpoints',
  action: 'ec2:DescribeVpcEndpoints',
  pageSize: 1000,
  ask: (client, question) => client.send(new DescribeVpcEndpointsCommand(question)),
});
