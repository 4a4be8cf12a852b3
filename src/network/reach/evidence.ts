import type { Hop, HopName } from '#model/path.ts';
import { type Family, toCidrs } from '../addresses/cidr.ts';
import { addressesWhere } from '../addresses/partition.ts';
import { type AddressSet, covers, intersect } from '../addresses/ranges.ts';
import { heaviest, type Ruling } from '../ruling.ts';
import type { Block, SubnetRow } from '../subnet-sources.ts';
import { type FamilyVerdict, furthest, type Sighting, sightingsOf } from './family-verdict.ts';
import type { JudgedSource } from './flows.ts';

const limit = 3;

const detailOf = (rulings: readonly Ruling[]): string => {
  const [first] = rulings;
  if (first !== undefined && rulings.length === 1) return first.detail;
  const details = [...new Set(rulings.map(({ detail }) => detail))];
  const more = details.length - limit;
  return `${details.slice(0, limit).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
};

/** One hop of several traces: what weighs most decides, and all that says so is told. */
const toHop = (name: HopName, rulings: readonly [Ruling, ...Ruling[]]): Hop => {
  const { status, resource } = heaviest(rulings);
  return { name, status, resource, detail: detailOf(rulings.filter((ruling) => ruling.status === status)) };
};

/** The hops of the traces in focus, in the order a packet meets them. */
export const hopsOf = (focus: readonly Sighting[]): Hop[] => {
  const [first, ...others] = focus;
  if (first === undefined) return [];
  return first.trace.stops.map(({ hop, ruling }, index) =>
    toHop(hop, [ruling, ...others.flatMap(({ trace }) => trace.stops[index]?.ruling ?? [])]),
  );
};

/** The hop where those pairs failed that got furthest; null when none failed. */
const stoppedBy = (sightings: readonly Sighting[]): HopName | null => {
  const [first] = furthest(sightings);
  return first?.trace.stops[first.trace.reached]?.hop ?? null;
};

const isWithin = ({ range }: Sighting, block: AddressSet): boolean => intersect([range], block).length > 0;

/** Of a subnet whose block cannot be read, only what stops every address is known to stop its own. */
const stoppedForAll = (judged: JudgedSource): HopName | null => {
  const sightings = sightingsOf(judged);
  return sightings.every(({ trace }) => trace.status === 'fail') ? stoppedBy(sightings) : null;
};

const toRow = (family: Family, judged: JudgedSource, { addresses, whole }: Block): SubnetRow => {
  if (judged.source.gap !== null) return { ...whole, open: [], stoppedBy: stoppedForAll(judged) };
  const open = judged.flows.reduce<AddressSet>(
    (left, { traces }) =>
      intersect(
        left,
        addressesWhere(traces, ({ status }) => status === 'pass'),
      ),
    addresses,
  );
  if (covers(open, addresses)) return whole;
  const within = sightingsOf(judged).filter((sighting) => isWithin(sighting, addresses));
  return { ...whole, open: toCidrs(family, open), stoppedBy: stoppedBy(within) };
};

/**
 * Per consumer subnet and block: the addresses that reach every address of the endpoint, as the fewest CIDRs, and the
 * hop that stops the rest; null when nothing is known to.
 */
export const subnetRows = ({ family, sources }: FamilyVerdict): SubnetRow[] =>
  family === null
    ? []
    : sources.flatMap((judged) => judged.source.blocks.map((block) => toRow(family, judged, block)));
