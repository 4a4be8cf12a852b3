import {
  DescribeManagedPrefixListsCommand,
  type EC2Client,
  GetManagedPrefixListEntriesCommand,
  type ManagedPrefixList,
} from '@aws-sdk/client-ec2';
import { attempt } from '#aws/attempt.ts';
import { allPages } from '#aws/pages.ts';
import { type Inventory, operations } from '#model/inventory.ts';
import { withAdditions } from './additions.ts';
import { batchesOf } from './batches.ts';
import { forEach } from './parts.ts';
import type { Read } from './read.ts';

const entriesOperation = 'GetManagedPrefixListEntries';

/** The most that both operations allow. */
const MaxResults = 100;

/** The lists that routes and group rules name, with their entries. A gateway endpoint's list is named by its routes. */
export const managedPrefixLists: Read = {
  key: 'ManagedPrefixLists',
  actions: ['ec2:DescribeManagedPrefixLists', `ec2:${entriesOperation}`],
  needs: ['RouteTables', 'SecurityGroups'],
  ask: async ({ aws, scope }, known) => {
    const client = aws.ec2(scope);
    const lists = await forEach(batchesOf(namedLists(known)), (ids) => describe(client, ids));
    const read = await withAdditions(lists.flat(), entriesOperation, (list) =>
      attempt(async () => ({ Entries: await entriesOf(client, list) })),
    );
    return { ...read, failure: null };
  },
};

const namedLists = ({ RouteTables = [], SecurityGroups = [] }: Inventory): string[] => {
  const routes = RouteTables.flatMap(({ Routes = [] }) => Routes);
  const rules = SecurityGroups.flatMap(({ IpPermissions = [], IpPermissionsEgress = [] }) => [
    ...IpPermissions,
    ...IpPermissionsEgress,
  ]);
  return [
    ...routes.flatMap(({ DestinationPrefixListId }) => DestinationPrefixListId ?? []),
    ...rules.flatMap(({ PrefixListIds = [] }) =>
      PrefixListIds.flatMap(({ PrefixListId }) => PrefixListId ?? []),
    ),
  ];
};

const describe = (client: EC2Client, ids: readonly string[]) =>
  allPages(operations.ManagedPrefixLists, async (NextToken) => {
    const Filters = [{ Name: 'prefix-list-id', Values: [...ids] }];
    const page = await client.send(new DescribeManagedPrefixListsCommand({ Filters, MaxResults, NextToken }));
    return { items: page.PrefixLists, next: page.NextToken };
  });

const entriesOf = (client: EC2Client, { PrefixListId }: ManagedPrefixList) =>
  allPages(entriesOperation, async (NextToken) => {
    const page = await client.send(
      new GetManagedPrefixListEntriesCommand({ PrefixListId, MaxResults, NextToken }),
    );
    return { items: page.Entries, next: page.NextToken };
  });
