import type { GetManagedPrefixListEntriesCommandInput } from '@aws-sdk/client-ec2';
import { GetManagedPrefixListEntries$ } from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error.ts';
import { pageOf } from '../../paging.ts';
import { notHeld, recordsOf } from '../../reads.ts';
import { operation } from '../../service.ts';
import { inventoryOf } from '../../state.ts';

export const getManagedPrefixListEntries = operation<GetManagedPrefixListEntriesCommandInput>(
  GetManagedPrefixListEntries$,
  ['PrefixListId', 'MaxResults', 'NextToken'],
  ({ PrefixListId, MaxResults, NextToken }, call) => {
    const lists = recordsOf(call, 'ManagedPrefixLists');
    const list = lists.find((candidate) => candidate.PrefixListId === PrefixListId);
    if (list === undefined) {
      throw new AwsError(
        'InvalidPrefixListID.NotFound',
        `The prefix list ID '${PrefixListId}' does not exist`,
      );
    }
    if (list.Entries === undefined) {
      throw notHeld(call, inventoryOf(call.state, call.scope)?.Coverage?.[call.operation]);
    }
    const request = { size: MaxResults, token: NextToken, min: 1, max: 100, question: PrefixListId };
    const { page, nextToken } = pageOf(list.Entries, request, call);
    return { Entries: page, NextToken: nextToken };
  },
);
