import { DescribeDhcpOptionsCommand } from '@aws-sdk/client-ec2';
import { ec2Read } from './ec2-read.ts';

/** AWS's word for a VPC that has no options set. */
const none = 'default';

export const dhcpOptions = ec2Read({
  key: 'DhcpOptions',
  action: 'ec2:DescribeDhcpOptions',
  pageSize: 1000,
  only: {
    filter: 'dhcp-options-id',
    needs: ['Vpcs'],
    values: ({ Vpcs = [] }, { accountId }) =>
      Vpcs.filter(({ OwnerId = accountId }) => OwnerId === accountId)
        .flatMap(({ DhcpOptionsId }) => DhcpOptionsId ?? [])
        .filter((id) => id !== none),
  },
  ask: (client, question) => client.send(new DescribeDhcpOptionsCommand(question)),
});
