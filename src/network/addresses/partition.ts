import type { AddressRange, AddressSet } from './ranges.ts';
import { unite } from './ranges.ts';

/** A range of addresses that share one value. */
export type Piece<T> = AddressRange & { readonly value: T };

/** Sorted, disjoint pieces: what holds for each address of a set, address by address. */
export type Partition<T> = readonly Piece<T>[];

/** One value for every address of `set`. */
export const uniform = <T>(set: AddressSet, value: T): Partition<T> =>
  set.map(({ first, last }) => ({ first, last, value }));

/** Index of the first piece that ends at `address` or later: binary search, since tables have thousands. */
const indexFrom = (pieces: Partition<unknown>, address: bigint): number => {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece !== undefined && piece.last < address) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The part of a partition that is about `set`. */
export const restrict = <T>(pieces: Partition<T>, set: AddressSet): Partition<T> => {
  const within: Piece<T>[] = [];
  for (const { first, last } of set) {
    for (let index = indexFrom(pieces, first); index < pieces.length; index += 1) {
      const piece = pieces[index];
      if (piece === undefined || piece.first > last) break;
      within.push({
        first: piece.first > first ? piece.first : first,
        last: piece.last < last ? piece.last : last,
        value: piece.value,
      });
    }
  }
  return within;
};

/** What two partitions say together of the addresses that both are about. */
export const overlay = <A, B, C>(a: Partition<A>, b: Partition<B>, join: (a: A, b: B) => C): Partition<C> => {
  const joined: Piece<C>[] = [];
  let [i, j] = [0, 0];
  for (let [x, y] = [a[i], b[j]]; x !== undefined && y !== undefined; [x, y] = [a[i], b[j]]) {
    const first = x.first > y.first ? x.first : y.first;
    const last = x.last < y.last ? x.last : y.last;
    if (first <= last) joined.push({ first, last, value: join(x.value, y.value) });
    if (x.last < y.last) i += 1;
    else j += 1;
  }
  return joined;
};

/** The same addresses with other values. */
export const mapPieces = <A, B>(pieces: Partition<A>, change: (value: A) => B): Partition<B> =>
  pieces.map(({ first, last, value }) => ({ first, last, value: change(value) }));

/** What several partitions say of the addresses that all are about, side by side. */
export const sideBySide = <T>(partitions: readonly Partition<T>[]): Partition<readonly T[]> => {
  const single = partitions.map((pieces) => mapPieces(pieces, (value): readonly T[] => [value]));
  return single.reduce((all, one) => overlay(all, one, (a, b) => a.concat(b)));
};

/** The addresses whose value passes the test. */
export const addressesWhere = <T>(pieces: Partition<T>, test: (value: T) => boolean): AddressSet =>
  unite(pieces.filter((piece) => test(piece.value)));

/** The pieces of a set's members, and of the rest of `whole`. */
export const membership = (whole: AddressSet, members: AddressSet): Partition<boolean> => {
  const pieces: Piece<boolean>[] = [];
  for (const range of whole) {
    let cursor = range.first;
    for (const { first, last } of members) {
      if (last < cursor || first > range.last) continue;
      if (first > cursor) pieces.push({ first: cursor, last: first - 1n, value: false });
      const end = last < range.last ? last : range.last;
      pieces.push({ first: first > cursor ? first : cursor, last: end, value: true });
      cursor = end + 1n;
    }
    if (cursor <= range.last) pieces.push({ first: cursor, last: range.last, value: false });
  }
  return pieces;
};
