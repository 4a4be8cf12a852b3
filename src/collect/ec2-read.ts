import type { EC2Client, Filter } from '@aws-sdk/client-ec2';
import { allPages } from '#aws/pages.ts';
import { type Inventory, type InventoryKey, operations } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import { batchesOf } from './batches.ts';
import { forEach } from './parts.ts';
import { complete, type Read } from './read.ts';

/** The part of a Describe* call's input that every listing shares. */
type Question = { Filters?: Filter[]; MaxResults: number; NextToken: string | undefined };

/** The part of its output: the list under the inventory's own key. */
type Told<Key extends InventoryKey> = { NextToken?: string | undefined } & {
  [K in Key]?: readonly object[] | undefined;
};

type Listing<Key extends InventoryKey> = {
  key: Key;
  action: string;
  /** The largest page the API allows. */
  pageSize: number;
  ask: (client: EC2Client, question: Question) => Promise<Told<Key>>;
  /**
   * Asks only for these values of a filter. A filter, because a describe by ID fails whole on one unknown ID and
   * may exclude MaxResults. Left out: everything the scope has.
   */
  only?: {
    filter: string;
    needs: readonly InventoryKey[];
    values: (known: Inventory, scope: Scope) => Iterable<string>;
  };
};

/** A read by one EC2 Describe* operation. */
export const ec2Read = <Key extends InventoryKey>({
  key,
  action,
  pageSize,
  ask,
  only,
}: Listing<Key>): Read => ({
  key,
  actions: [action],
  needs: only?.needs ?? [],
  ask: async ({ aws, scope }, known) => {
    const list = (filter: { Filters?: Filter[] }) =>
      allPages(operations[key], async (NextToken) => {
        const page = await ask(aws.ec2(scope), { ...filter, MaxResults: pageSize, NextToken });
        return { items: page[key], next: page.NextToken };
      });
    if (only === undefined) return complete(await list({}));
    const lists = await forEach(batchesOf(only.values(known, scope)), (Values) =>
      list({ Filters: [{ Name: only.filter, Values }] }),
    );
    return complete(lists.flat());
  },
});
