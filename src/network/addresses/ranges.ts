/** Addresses `first` to `last`, both included, as numbers of one address family. */
export type AddressRange = { readonly first: bigint; readonly last: bigint };

/** A set of addresses of one family: ranges that are sorted, disjoint and not adjacent, so equal sets look equal. */
export type AddressSet = readonly AddressRange[];

const compareRanges = (a: AddressRange, b: AddressRange): number =>
  a.first < b.first ? -1 : a.first > b.first ? 1 : 0;

/** All addresses of `ranges`, which may be unsorted and may overlap. */
export const unite = (ranges: readonly AddressRange[]): AddressSet => {
  const united: { first: bigint; last: bigint }[] = [];
  for (const { first, last } of [...ranges].sort(compareRanges)) {
    const previous = united.at(-1);
    if (previous === undefined || first > previous.last + 1n) united.push({ first, last });
    else if (last > previous.last) previous.last = last;
  }
  return united;
};

/** The addresses that are in both. */
export const intersect = (a: AddressSet, b: AddressSet): AddressSet => {
  const common: AddressRange[] = [];
  let [i, j] = [0, 0];
  for (let [x, y] = [a[i], b[j]]; x !== undefined && y !== undefined; [x, y] = [a[i], b[j]]) {
    const first = x.first > y.first ? x.first : y.first;
    const last = x.last < y.last ? x.last : y.last;
    if (first <= last) common.push({ first, last });
    if (x.last < y.last) i += 1;
    else j += 1;
  }
  return common;
};

/** The addresses of `a` that are not in `b`. */
export const subtract = (a: AddressSet, b: AddressSet): AddressSet => {
  const left: AddressRange[] = [];
  let j = 0;
  for (const { first, last } of a) {
    let cursor = first;
    for (let y = b[j]; y !== undefined && y.first <= last; y = b[j]) {
      if (y.first > cursor) left.push({ first: cursor, last: y.first - 1n });
      if (y.last >= cursor) cursor = y.last + 1n;
      if (y.last > last) break;
      j += 1;
    }
    if (cursor <= last) left.push({ first: cursor, last });
  }
  return left;
};

/** Does `set` hold every address of `part`? */
export const covers = (set: AddressSet, part: AddressSet): boolean => subtract(part, set).length === 0;
