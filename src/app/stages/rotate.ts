const msPerDay = 86_400_000;

/** Steps of this part of a circle come near every point of it soon, and never near the last ones. */
const goldenSection = (Math.sqrt(5) - 1) / 2;

/**
 * The items from another start every day (`at` is an ISO time). So what one night has no time for is among the first of
 * some night soon, though no night knows what another left.
 */
export const rotate = <Item>(items: readonly Item[], at: string): Item[] => {
  const day = Math.floor(Date.parse(at) / msPerDay);
  const start = Math.floor(((day * goldenSection) % 1) * items.length);
  return [...items.slice(start), ...items.slice(0, start)];
};
