import type { Subnet } from '#model/records.ts';
import { type Family, families } from '#network/addresses/cidr.ts';
import { addressesWhere } from '#network/addresses/partition.ts';
import { type AddressSet, intersect, unite } from '#network/addresses/ranges.ts';
import { parseBlocks, subnetBlocks } from '#network/blocks.ts';
import { factsOf } from '#network/facts.ts';
import type { Network, NetworkVpc } from '#network/network.ts';
import type { RouteLookup } from '#network/routes/route-table.ts';

/** Which of some subnets a VPC's tables lead to over a peering. */
export type OpenedSubnets = {
  subnets: readonly Subnet[];
  /** The tables that lead there. */
  tableIds: readonly string[];
  /** Are those all? False where a table or a block was not read, or a route cannot be judged. */
  isWhole: boolean;
};

type Question = { from: NetworkVpc; peeringId: string; subnets: readonly Subnet[] };

/** The tables of the VPC's subnets, each once. */
const tablesOf = (network: Network, vpc: NetworkVpc): { tables: RouteLookup[]; isWhole: boolean } => {
  const { subnets, routesOf } = factsOf(network)(vpc);
  if (!subnets.isKnown) return { tables: [], isWhole: false };
  const readings = subnets.value.map(({ SubnetId }) => routesOf(SubnetId));
  const known = readings.flatMap((reading) => (reading.isKnown ? [reading.value] : []));
  return {
    tables: [...new Map(known.map((table) => [table.tableId, table])).values()],
    isWhole: known.length === readings.length,
  };
};

/** What a table sends over the peering, and what it may. */
const sent = (
  table: RouteLookup,
  family: Family,
  { peeringId, addresses }: { peeringId: string; addresses: AddressSet },
) => {
  const goal = { kind: 'peering' as const, peeringId };
  const rulings = table.judge({ family, addresses, goal, whose: "the other VPC's" });
  return {
    open: addressesWhere(rulings, ({ status }) => status === 'pass'),
    isWhole: rulings.every(({ value: { status } }) => status !== 'unknown'),
  };
};

const openedIn = (
  tables: readonly RouteLookup[],
  { peeringId, subnets }: Question,
  family: Family,
): OpenedSubnets => {
  const blocks = subnets.map((subnet) => ({ subnet, ...parseBlocks(subnetBlocks(subnet, family), family) }));
  const addresses = unite(blocks.flatMap(({ cidrs }) => cidrs));
  const judged = tables.map((table) => ({
    tableId: table.tableId,
    ...sent(table, family, { peeringId, addresses }),
  }));
  const open = unite(judged.flatMap((one) => one.open));
  return {
    subnets: blocks
      .filter(({ cidrs }) => intersect(unite(cidrs), open).length > 0)
      .map(({ subnet }) => subnet),
    tableIds: judged.filter((one) => one.open.length > 0).map(({ tableId }) => tableId),
    isWhole: judged.every((one) => one.isWhole) && blocks.every(({ junk }) => junk.length === 0),
  };
};

/**
 * The subnets among those asked about that the tables of the subnets of VPC `from` lead to over a peering: the longest
 * prefix decides, as for a packet. What network ACLs and security groups make of it is not looked at.
 */
export const openedSubnets = (network: Network, question: Question): OpenedSubnets => {
  const { tables, isWhole } = tablesOf(network, question.from);
  const opened = families.map((family) => openedIn(tables, question, family));
  return {
    subnets: [...new Set(opened.flatMap(({ subnets }) => subnets))],
    tableIds: [...new Set(opened.flatMap(({ tableIds }) => tableIds))],
    isWhole: isWhole && opened.every((one) => one.isWhole),
  };
};
