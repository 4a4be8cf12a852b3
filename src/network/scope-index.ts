import { completeList, coverageOf, type Inventory, type InventoryKey, operations } from '#model/inventory.ts';
import type { NetworkAcl, NetworkInterface, RouteTable, SecurityGroup, Subnet } from '#model/records.ts';
import { groupBy } from './collections.ts';
import { oncePerKey } from './once-per.ts';
import { compilePrefixList, type PrefixList, unreadPrefixList } from './prefix-list.ts';
import { known, type Lookup, lookUp, mapReading, missing, type Reading, unread } from './reading.ts';

/** Records by a key of theirs. A list that was not read completely is missing whole. */
export type Index<T> = Reading<Lookup<T>>;

/** The records of one scope by what paths look them up by. */
export type ScopeIndex = {
  /** By VPC ID. */
  subnets: Index<readonly Subnet[]>;
  /** By the subnet that names the table as its own. */
  routeTables: Index<readonly RouteTable[]>;
  /** By the VPC whose main table it is. */
  mainTables: Index<readonly RouteTable[]>;
  /** By the subnet it is associated with. */
  networkAcls: Index<readonly NetworkAcl[]>;
  interfaces: Index<NetworkInterface>;
  groups: Index<SecurityGroup>;
  prefixList: (prefixListId: string) => PrefixList;
  /** How the read of `key` is told, e.g. `DescribeVpcs in 111122223333/us-west-2`. */
  readOf: (key: InventoryKey) => string;
};

const nameReads = (place: string, inventory: Inventory | undefined) => (key: InventoryKey) => {
  const cause = inventory === undefined ? 'not scanned' : coverageOf(inventory, key)?.cause;
  return `${operations[key]} in ${place}${cause === undefined ? '' : ` (${cause})`}`;
};

/** Lists no longer than this are looked through, which is as fast: most scopes hold little. */
const few = 16;

/** Records of a scope from which on its index is worth keeping. */
const much = 128;

/** Does it hold so much that indexing, prefix lists and all, takes more than a moment? */
export const holdsMuch = ({
  Subnets = [],
  RouteTables = [],
  NetworkAcls = [],
  NetworkInterfaces = [],
  SecurityGroups = [],
  ManagedPrefixLists = [],
}: Inventory): boolean => {
  const entries = ManagedPrefixLists.flatMap(({ Entries = [] }) => Entries);
  const lists = [Subnets, RouteTables, NetworkAcls, NetworkInterfaces, SecurityGroups, entries];
  return lists.reduce((sum, { length }) => sum + length, 0) >= much;
};

const byId = <T>(records: readonly T[], idOf: (record: T) => string): Lookup<T> =>
  records.length <= few
    ? { get: (id) => records.findLast((record) => idOf(record) === id) }
    : new Map(records.map((record) => [idOf(record), record]));

/** Each record under every key that it has. */
const byKeys = <T>(
  records: readonly T[],
  keysOf: (record: T) => readonly (string | undefined)[],
): Lookup<readonly T[]> => {
  if (records.length <= few) {
    return { get: (key) => records.filter((record) => keysOf(record).includes(key)) };
  }
  const pairs = records.flatMap((record) =>
    [...new Set(keysOf(record))].flatMap((key) => (key === undefined ? [] : [{ key, record }])),
  );
  const groups = [...groupBy(pairs, ({ key }) => key)];
  return new Map(groups.map(([key, group]) => [key, group.map(({ record }) => record)]));
};

const subnetsOf = ({ Associations = [] }: RouteTable | NetworkAcl): (string | undefined)[] =>
  Associations.map(({ SubnetId }) => SubnetId);

const isMain = ({ Associations = [] }: RouteTable): boolean => Associations.some(({ Main }) => Main === true);

/** Indexes one scope, `place` by its `scopeKey`; `inventory` is undefined when the scope was not scanned. */
export const createScopeIndex = (place: string, inventory: Inventory | undefined): ScopeIndex => {
  const readOf = nameReads(place, inventory);
  const read = <K extends InventoryKey>(key: K): Reading<NonNullable<Inventory[K]>> => {
    const records = completeList(inventory, key);
    return records === null ? missing(unread(readOf(key))) : known(records);
  };
  const tables = read('RouteTables');
  const lists = mapReading(read('ManagedPrefixLists'), (records) =>
    byId(records, (list) => list.PrefixListId),
  );
  const prefixList = oncePerKey((id: string) => {
    const list = lookUp(lists, id, readOf('ManagedPrefixLists'));
    return list.isKnown ? compilePrefixList(list.value, place) : unreadPrefixList(id, list.gap);
  });
  return {
    subnets: mapReading(read('Subnets'), (records) => byKeys(records, ({ VpcId }) => [VpcId])),
    routeTables: mapReading(tables, (records) => byKeys(records, subnetsOf)),
    mainTables: mapReading(tables, (records) => byKeys(records.filter(isMain), ({ VpcId }) => [VpcId])),
    networkAcls: mapReading(read('NetworkAcls'), (records) => byKeys(records, subnetsOf)),
    interfaces: mapReading(read('NetworkInterfaces'), (records) =>
      byId(records, (record) => record.NetworkInterfaceId),
    ),
    groups: mapReading(read('SecurityGroups'), (records) => byId(records, (group) => group.GroupId)),
    prefixList,
    readOf,
  };
};
