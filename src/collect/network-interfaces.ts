import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import { ec2Read } from './ec2-read.ts';

/** The endpoints' own interfaces, which AWS manages and may hide from a read that does not ask for such. */
export const networkInterfaces = ec2Read({
  key: 'NetworkInterfaces',
  action: 'ec2:DescribeNetworkInterfaces',
  pageSize: 1000,
  only: {
    filter: 'network-interface-id',
    needs: ['VpcEndpoints'],
    values: ({ VpcEndpoints = [] }) =>
      VpcEndpoints.flatMap(({ NetworkInterfaceIds = [] }) => NetworkInterfaceIds),
  },
  ask: (client, question) =>
    client.send(new DescribeNetworkInterfacesCommand({ ...question, IncludeManagedResources: true })),
});
