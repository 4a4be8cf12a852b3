import { DescribeRouteTablesCommand } from '@aws-sdk/client-ec2';
import { ec2Read } from './ec2-read.ts';
import { ofNamedVpcs } from './named-vpcs.ts';

export const routeTables = ec2Read({
  key: 'RouteTables',
  action: 'ec2:DescribeRouteTables',
  pageSize: 100,
  only: ofNamedVpcs,
  ask: (client, question) => client.send(new DescribeRouteTablesCommand(question)),
});
