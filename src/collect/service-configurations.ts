import { DescribeVpcEndpointServiceConfigurationsCommand } from '@aws-sdk/client-ec2';
import { ec2Read } from './ec2-read.ts';

export const serviceConfigurations = ec2Read({
  key: 'ServiceConfigurations',
  action: 'ec2:DescribeVpcEndpointServiceConfigurations',
  pageSize: 1000,
  ask: (client, question) => client.send(new DescribeVpcEndpointServiceConfigurationsCommand(question)),
});
