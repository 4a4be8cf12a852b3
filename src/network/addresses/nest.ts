import { type Cidr, everything, type Family } from './cidr.ts';
import type { Partition, Piece } from './partition.ts';

const prefixOrder = (a: Cidr, b: Cidr): number =>
  a.first < b.first ? -1 : a.first > b.first ? 1 : a.length - b.length;

/** Items of the same CIDR together, wider CIDRs before those inside them. */
const groupByCidr = <T extends { cidr: Cidr }>(items: readonly T[]): { cidr: Cidr; group: T[] }[] => {
  const groups: { cidr: Cidr; group: T[] }[] = [];
  for (const item of [...items].sort((a, b) => prefixOrder(a.cidr, b.cidr))) {
    const latest = groups.at(-1);
    if (latest !== undefined && prefixOrder(latest.cidr, item.cidr) === 0) latest.group.push(item);
    else groups.push({ cidr: item.cidr, group: [item] });
  }
  return groups;
};

/**
 * For every address of the family, what `toLevel` makes of the smallest CIDR that holds it: of the items with that
 * CIDR, and of what it made of the next one around it. Null where no CIDR holds the address. CIDRs nest or are
 * disjoint, so one walk over them in order does it.
 */
export const nest = <T extends { cidr: Cidr }, L>(
  family: Family,
  items: readonly T[],
  toLevel: (group: readonly T[], around: L | null) => L,
): Partition<L | null> => {
  const pieces: Piece<L | null>[] = [];
  const open: { last: bigint; level: L }[] = [];
  let cursor = 0n;
  const emitTo = (last: bigint): void => {
    if (cursor > last) return;
    pieces.push({ first: cursor, last, value: open.at(-1)?.level ?? null });
    cursor = last + 1n;
  };
  const closeBefore = (address: bigint): void => {
    for (let top = open.at(-1); top !== undefined && top.last < address; top = open.at(-1)) {
      emitTo(top.last);
      open.pop();
    }
  };
  for (const { cidr, group } of groupByCidr(items.filter((item) => item.cidr.family === family))) {
    closeBefore(cidr.first);
    emitTo(cidr.first - 1n);
    open.push({ last: cidr.last, level: toLevel(group, open.at(-1)?.level ?? null) });
  }
  for (const { last } of everything(family)) {
    closeBefore(last + 1n);
    emitTo(last);
  }
  return pieces;
};
