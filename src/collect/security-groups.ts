import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { ec2Read } from './ec2-read.ts';

/** The groups that the endpoints and their interfaces carry. */
export const securityGroups = ec2Read({
  key: 'SecurityGroups',
  action: 'ec2:DescribeSecurityGroups',
  pageSize: 1000,
  only: {
    filter: 'group-id',
    needs: ['VpcEndpoints', 'NetworkInterfaces'],
    values: ({ VpcEndpoints = [], NetworkInterfaces = [] }) =>
      [...VpcEndpoints, ...NetworkInterfaces].flatMap(({ Groups = [] }) =>
        Groups.flatMap(({ GroupId }) => GroupId ?? []),
      ),
  },
  ask: (client, question) => client.send(new DescribeSecurityGroupsCommand(question)),
});
