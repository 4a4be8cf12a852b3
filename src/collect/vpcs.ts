import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { ec2Read } from './ec2-read.ts';
import { ofNamedVpcs } from './named-vpcs.ts';

export const vpcs = ec2Read({
  key: 'Vpcs',
  action: 'ec2:DescribeVpcs',
  pageSize: 1000,
  only: ofNamedVpcs,
  ask: (client, question) => client.send(new DescribeVpcsCommand(question)),
});
