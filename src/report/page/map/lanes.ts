import type { Crossing } from './group-paths.ts';

/** The two ends of an arc in one order, whichever way it leads. */
const pairOf = ({ from, to }: Crossing): string => (from < to ? `${from} ${to}` : `${to} ${from}`);

/**
 * How far each arc bows aside, in steps, so that none between the same two Regions hides another: 0 for one alone,
 * -0.5 and 0.5 for two, ... Positive is to the left of somebody who travels it.
 */
export const toLanes = (arcs: readonly Crossing[]): number[] => {
  const pairs = Map.groupBy(arcs, pairOf);
  return arcs.map((arc) => {
    const beside = pairs.get(pairOf(arc)) ?? [];
    const lane = beside.indexOf(arc) - (beside.length - 1) / 2;
    return lane === 0 || arc.from < arc.to ? lane : -lane;
  });
};
