/**
 * How many letters have to be added, left out, replaced or swapped with their neighbour to make one text of the other
 * (optimal string alignment: no letter is touched twice).
 */
export const editDistance = (a: string, b: string): number => {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwap ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = last;
    last = current;
  }
  return last[b.length] ?? 0;
};

/** Longer texts are no names; comparing them would take time for nothing. */
const longest = 256;

/** A third of the letters may be wrong, and one always. */
const isNear = (distance: number, text: string): boolean =>
  distance <= Math.max(1, Math.floor(text.length / 3));

/** The items whose name is nearest to a text, nearest first, at most three; none where nothing is near. */
export const nearest = <T>(text: string, items: readonly T[], nameOf: (item: T) => string): T[] => {
  if (text.length > longest) return [];
  const wanted = text.toLowerCase();
  return items
    .filter((item) => nameOf(item).length <= longest)
    .map((item) => ({ item, distance: editDistance(wanted, nameOf(item).toLowerCase()) }))
    .filter(({ distance }) => isNear(distance, wanted))
    .toSorted((x, y) => x.distance - y.distance || (nameOf(x.item) < nameOf(y.item) ? -1 : 1))
    .slice(0, 3)
    .map(({ item }) => item);
};
