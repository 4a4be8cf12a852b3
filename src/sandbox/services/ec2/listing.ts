import type { InventoryKey } from '#model/inventory.ts';
import { AwsError } from '../../aws-error.ts';
import type { OperationSchema } from '../../codec/schema.ts';
import type { FilterPaths } from '../../filters.ts';
import { filtered } from '../../filters.ts';
import { pageOf } from '../../paging.ts';
import { recordsOf } from '../../reads.ts';
import type { Call, Operation } from '../../service.ts';
import type { Members } from '../../wire.ts';

/** An EC2 operation that lists one kind of record of the caller's scope, page by page. */
export type Listing = {
  schema: OperationSchema;
  key: Exclude<
    InventoryKey,
    'CrossRegionServices' | 'HostedZones' | `ResolverRule${string}` | `Profile${string}`
  >;
  /** The output member, where it is not called as the inventory's key. */
  output?: string;
  /** The parameter that asks for records by ID, where there is one. */
  id?: { parameter: string; member: string; notFound: string };
  filters: FilterPaths;
  /** 5 unless told otherwise. */
  minPageSize?: number;
  maxPageSize: number;
  /** AWS refuses ids and MaxResults together. */
  idsExcludePaging?: true;
  /** Parameters that change nothing here, because the snapshot already holds what they ask for. */
  accepted?: readonly string[];
};

type Input = Members & {
  Filters?: { Name?: string; Values?: string[] }[];
  MaxResults?: number;
  NextToken?: string;
};

const withIds = (records: readonly Members[], ids: unknown, { id }: Listing): Members[] => {
  if (id === undefined || !Array.isArray(ids) || ids.length === 0) return [...records];
  const found = new Map(records.map((record) => [record[id.member], record]));
  return ids.map((wanted) => {
    const record = found.get(wanted);
    if (record === undefined) throw new AwsError(id.notFound, `The ID '${String(wanted)}' does not exist`);
    return record;
  });
};

const list = (listing: Listing, input: Input, call: Call): Members => {
  const { MaxResults, NextToken, ...question } = input;
  const parameter = listing.id?.parameter;
  const ids = parameter === undefined ? undefined : input[parameter];
  if (listing.idsExcludePaging && ids !== undefined && (MaxResults ?? NextToken) !== undefined) {
    throw new AwsError('InvalidParameterCombination', `${parameter} cannot be used with MaxResults`);
  }
  const chosen = withIds(recordsOf(call, listing.key), ids, listing);
  const matching = filtered(chosen, input.Filters, listing.filters);
  const bounds = { min: listing.minPageSize ?? 5, max: listing.maxPageSize };
  const { page, nextToken } = pageOf(
    matching,
    { size: MaxResults, token: NextToken, ...bounds, question },
    call,
  );
  return { [listing.output ?? listing.key]: page, NextToken: nextToken };
};

export const listingOperation = (listing: Listing): Operation => ({
  schema: listing.schema,
  parameters: [
    ...(listing.id === undefined ? [] : [listing.id.parameter]),
    'Filters',
    'MaxResults',
    'NextToken',
    ...(listing.accepted ?? []),
  ],
  anyRegion: false,
  handle: (input, call) => list(listing, input, call),
});
