import { hopNames, judgePair, type Pair, toPair } from './pairs.ts';
import { sourcesOf, targetsOf } from './places.ts';
import type { Answer, Topology } from './shapes.ts';

const reasonOrder = ['not-read', 'depends-on-client', 'not-modelled'];

const conditions = (pairs: Pair[]): string[] =>
  [...new Set(pairs.flatMap(({ says }) => says.flatMap(({ provided }) => provided ?? [])))].sort();

const fewest = (lists: string[][]): string[] => lists.sort((a, b) => a.length - b.length)[0] ?? [];

const furthestOf = (pairs: Pair[]): number | null => {
  const reached = pairs.filter(({ is }) => is === 'fail').map((pair) => pair.reached);
  return reached.length === 0 ? null : Math.max(...reached);
};

const groupBySubnet = (pairs: Pair[]): Map<string, Pair[]> => {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs)
    groups.set(pair.source.subnetId ?? '', [...(groups.get(pair.source.subnetId ?? '') ?? []), pair]);
  return groups;
};

const summarise = (pairs: Pair[]): Pick<Answer, 'verdict' | 'unknownReason' | 'provided'> => {
  const usable = [...groupBySubnet(pairs).values()].filter((group) => group.every(({ is }) => is === 'pass'));
  if (usable.length > 0)
    return { verdict: 'usable', unknownReason: null, provided: fewest(usable.map(conditions)) };
  const open = pairs.filter(({ is }) => is === 'unknown');
  if (open.length > 0) {
    const reasons = new Set(
      open.flatMap(({ says }) => says.filter(({ is }) => is === 'unknown').map(({ why }) => why)),
    );
    return {
      verdict: 'unknown',
      unknownReason: reasonOrder.find((reason) => reasons.has(reason)) ?? null,
      provided: [],
    };
  }
  const working = pairs.filter(({ is }) => is === 'pass');
  if (working.length === 0) return { verdict: 'blocked', unknownReason: null, provided: [] };
  return {
    verdict: 'partial',
    unknownReason: null,
    provided: fewest(working.map((pair) => conditions([pair]))),
  };
};

/** Judges a path by every pair of addresses; null when there is no pair. */
export const bruteForce = (topology: Topology, port: number | null): Answer | null => {
  const names = hopNames(topology.peering);
  const targets = targetsOf(topology);
  const pairs = sourcesOf(topology).flatMap((source) =>
    targets.map((target) => toPair(source, judgePair(topology, port, source, target))),
  );
  if (pairs.length === 0) return null;
  const summary = summarise(pairs);
  const told = summary.verdict === 'blocked' || summary.verdict === 'partial' ? furthestOf(pairs) : null;
  const rows = [...groupBySubnet(pairs)]
    .filter(([subnetId]) => subnetId !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...summary,
    firstFailedHop: told === null ? null : (names[told] ?? null),
    subnets: rows.map(([subnetId, group]) => {
      const addresses = [...new Set(group.map(({ source }) => source.bits))];
      const open = addresses.filter((bits) =>
        group.every((pair) => pair.source.bits !== bits || pair.is === 'pass'),
      );
      const stop = open.length === addresses.length ? null : furthestOf(group);
      return { subnetId, open, stoppedBy: stop === null ? null : (names[stop] ?? null) };
    }),
  };
};
