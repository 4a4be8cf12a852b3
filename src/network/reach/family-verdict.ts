import type { Verdict } from '#model/path.ts';
import type { Family } from '../addresses/cidr.ts';
import type { AddressRange } from '../addresses/ranges.ts';
import type { JudgedSource } from './flows.ts';
import type { Trace } from './trace.ts';

/** One trace, with the source addresses and the flow it is of. */
export type Sighting = { source: JudgedSource['source']; to: string; range: AddressRange; trace: Trace };

/** What a path comes to in one family, and the traces that show it. */
export type FamilyVerdict = {
  /** Null when no address was looked at. */
  family: Family | null;
  verdict: Verdict;
  /** Conditions on the client under which the verdict holds. */
  provided: readonly string[];
  sources: readonly JudgedSource[];
  /** Never empty: of the usable subnet, of the pairs that are unknown, or of the pairs that failed last. */
  focus: readonly Sighting[];
};

/** Every trace of a subnet. */
export const sightingsOf = ({ source, flows }: JudgedSource): Sighting[] =>
  flows.flatMap(({ to, traces }) =>
    traces.map(({ first, last, value }) => ({ source, to, range: { first, last }, trace: value })),
  );

/** The conditions on the client that some traces hold under, sorted. */
const conditionsOf = (sightings: readonly Sighting[]): string[] => {
  const conditions = sightings.flatMap(({ trace }) =>
    trace.stops.flatMap(({ ruling }) => (ruling.status === 'pass' ? (ruling.provided ?? []) : [])),
  );
  return [...new Set(conditions)].toSorted();
};

/** The subnet whose every address reaches every address of the endpoint, under the fewest conditions. */
const usableSource = (sources: readonly JudgedSource[]) => {
  const usable = sources
    .map(sightingsOf)
    .filter((sightings) => sightings.every(({ trace }) => trace.status === 'pass'))
    .map((sightings) => ({ sightings, provided: conditionsOf(sightings) }));
  return usable.toSorted((a, b) => a.provided.length - b.provided.length)[0] ?? null;
};

/** The fewest conditions under which some pair works. */
const leastConditions = (working: readonly Sighting[]): string[] =>
  working.map((sighting) => conditionsOf([sighting])).toSorted((a, b) => a.length - b.length)[0] ?? [];

/** Of the pairs that fail, those that got furthest: the hop that stops them is the first that is closed to all. */
export const furthest = (sightings: readonly Sighting[]): Sighting[] => {
  const failed = sightings.filter(({ trace }) => trace.status === 'fail');
  const reached = failed.reduce((most, { trace }) => Math.max(most, trace.reached), 0);
  return failed.filter(({ trace }) => trace.reached === reached);
};

/** Judges one family by all its flows, of which there must be one. */
export const judgeFamily = (family: Family, sources: readonly JudgedSource[]): FamilyVerdict => {
  const usable = usableSource(sources);
  if (usable !== null) {
    return { family, verdict: 'usable', provided: usable.provided, sources, focus: usable.sightings };
  }
  const sightings = sources.flatMap(sightingsOf);
  const open = sightings.filter(({ trace }) => trace.status === 'unknown');
  if (open.length > 0) return { family, verdict: 'unknown', provided: [], sources, focus: open };
  const working = sightings.filter(({ trace }) => trace.status === 'pass');
  const verdict = working.length > 0 ? 'partial' : 'blocked';
  return { family, verdict, provided: leastConditions(working), sources, focus: furthest(sightings) };
};

const order: readonly Verdict[] = ['usable', 'unknown', 'partial', 'blocked'];

/**
 * The better of two families. What is unknown may turn out usable, so it is not told as partial or blocked because
 * the other family is: learning more then never takes a verdict back.
 */
export const betterFamily = (a: FamilyVerdict, b: FamilyVerdict): FamilyVerdict =>
  order.indexOf(b.verdict) < order.indexOf(a.verdict) ? b : a;
