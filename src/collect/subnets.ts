import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { ec2Read } from './ec2-read.ts';
import { ofNamedVpcs } from './named-vpcs.ts';

export const subnets = ec2Read({
  key: 'Subnets',
  action: 'ec2:DescribeSubnets',
  pageSize: 1000,
  only: ofNamedVpcs,
  ask: (client, question) => client.send(new DescribeSubnetsCommand(question)),
});
