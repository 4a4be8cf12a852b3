import type { ConnectionPath } from '#model/path.ts';
import type { Subnet } from '#model/records.ts';
import { compareText } from '#model/scope.ts';
import { everything, type Family, toCidrs } from './addresses/cidr.ts';
import { type AddressSet, unite } from './addresses/ranges.ts';
import { parseBlocks, subnetBlocks } from './blocks.ts';
import { quoted } from './quoted.ts';
import { type Gap, known, type Reading, unclear } from './reading.ts';

/** What a path tells of one block of a consumer subnet. */
export type SubnetRow = ConnectionPath['subnets'][number];

/** A block of a subnet: its addresses (none when it is no CIDR), and its row in every path that they all get through. */
export type Block = { addresses: AddressSet; whole: SubnetRow };

/** A consumer subnet's addresses of one family: the whole CIDR, since any of them may be a client's. */
export type Source = {
  subnet: Reading<string>;
  blocks: readonly Block[];
  addresses: AddressSet;
  /** Why `addresses` are no more than those there may be; null when they are the subnet's own. */
  gap: Gap | null;
};

const toBlock = ({ SubnetId }: Subnet, text: string, family: Family): Block => {
  const { cidrs } = parseBlocks([text], family);
  const addresses = unite(cidrs);
  return {
    addresses,
    whole: { subnetId: SubnetId, cidr: text, open: toCidrs(family, addresses), stoppedBy: null },
  };
};

const toSource = (subnet: Subnet, family: Family): Source | null => {
  const blocks = subnetBlocks(subnet, family).map((text) => toBlock(subnet, text, family));
  const junk = blocks.find(({ addresses }) => addresses.length === 0);
  const base = { subnet: known(subnet.SubnetId), blocks };
  if (blocks.length === 0) return null;
  if (junk === undefined) {
    return { ...base, addresses: unite(blocks.flatMap(({ addresses }) => addresses)), gap: null };
  }
  const text = quoted(junk.whole.cidr);
  const gap = unclear(`${subnet.SubnetId} has the block ${text}, which is no ${family} CIDR`);
  return { ...base, addresses: everything(family), gap };
};

/** What each of a VPC's subnets has of the family, by ID; nothing of a subnet that has no block of it. */
export const toSources = (subnets: readonly Subnet[], family: Family): Source[] =>
  subnets
    .toSorted((a, b) => compareText(a.SubnetId, b.SubnetId))
    .flatMap((subnet) => toSource(subnet, family) ?? []);
