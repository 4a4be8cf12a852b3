import type { Hop, HopName } from '#model/path.ts';
import { overlay, type Partition } from '../addresses/partition.ts';
import { heaviest, type Ruling, unknown } from '../ruling.ts';

/** What one hop says. */
export type Stop = { hop: HopName; ruling: Ruling };

/** What every hop says of some pairs of addresses, in the order a packet meets them, and what that comes to. */
export type Trace = {
  stops: readonly Stop[];
  status: Hop['status'];
  /** Index of the first stop that fails; the number of stops when none does. */
  reached: number;
};

/** A pair fails when any hop fails, whatever the others are; else it is unknown when any hop is. */
export const toTrace = (stops: readonly Stop[]): Trace => {
  const failed = stops.findIndex(({ ruling }) => ruling.status === 'fail');
  if (failed !== -1) return { stops, status: 'fail', reached: failed };
  const isUnknown = stops.some(({ ruling }) => ruling.status === 'unknown');
  return { stops, status: isUnknown ? 'unknown' : 'pass', reached: stops.length };
};

const joinConditions = (a: Ruling, b: Ruling): Ruling => {
  if (a.status !== 'pass' || b.status !== 'pass' || a.provided === b.provided) return heaviest([a, b]);
  return { ...a, provided: [a.provided, b.provided].filter((condition) => condition !== null).join(' and ') };
};

/** One ruling for a client that may use either of two ports, of which one at most fails for good. */
const eitherRuling = (a: Ruling, b: Ruling): Ruling => {
  if (a.status !== 'fail' && b.status !== 'fail') return joinConditions(a, b);
  const [failed, other] = a.status === 'fail' ? [a, b] : [b, a];
  if (other.status === 'unknown') return other;
  const text = `${failed.detail}, but ${other.detail}`;
  return unknown(failed.resource, { reason: 'depends-on-client', text });
};

/** A service on two ports works when both do and fails when both fail; else it depends on which one the client uses. */
const either = (a: Trace, b: Trace): Trace => {
  if (a.status === 'fail' && b.status === 'fail') return a.reached >= b.reached ? a : b;
  return toTrace(
    a.stops.flatMap(({ hop, ruling }, index) => {
      const other = b.stops[index];
      return other === undefined ? [] : [{ hop, ruling: eitherRuling(ruling, other.ruling) }];
    }),
  );
};

/** What the traces of a service's ports come to together. */
export const acrossPorts = (traces: readonly Partition<Trace>[]): Partition<Trace> =>
  traces.reduce((all, one) => overlay(all, one, either));
