import { DescribeNetworkAclsCommand } from '@aws-sdk/client-ec2';
import { ec2Read } from './ec2-read.ts';
import { ofNamedVpcs } from './named-vpcs.ts';

export const networkAcls = ec2Read({
  key: 'NetworkAcls',
  action: 'ec2:DescribeNetworkAcls',
  pageSize: 1000,
  only: ofNamedVpcs,
  ask: (client, question) => client.send(new DescribeNetworkAclsCommand(question)),
});
