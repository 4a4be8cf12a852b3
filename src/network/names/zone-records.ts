import type { ResourceRecordSet } from '#model/records.ts';
import { enclosing, toDomain } from './domain.ts';

/** A hosted zone's records, arranged for look-ups. */
export type ZoneRecords = {
  domain: string;
  byName: ReadonlyMap<string, readonly ResourceRecordSet[]>;
  /** Names that exist: those with records, and those between them and the zone's own. */
  nodes: ReadonlySet<string>;
};

/** What a zone says of a name in it. */
export type Found =
  | { kind: 'records'; records: readonly ResourceRecordSet[] }
  | { kind: 'delegated'; to: string }
  | { kind: 'nothing' };

const addressTypes: ReadonlySet<string | undefined> = new Set(['A', 'AAAA', 'CNAME']);

const isWithin = (name: string, domain: string): boolean =>
  name === domain || domain === '' || name.endsWith(`.${domain}`);

export const indexZone = (name: string, sets: readonly ResourceRecordSet[]): ZoneRecords => {
  const domain = toDomain(name);
  const byName = Map.groupBy(sets, (set) => toDomain(set.Name));
  const nodes = new Set(
    [...byName.keys()].flatMap((key) => enclosing(key).filter((parent) => isWithin(parent, domain))),
  );
  return { domain, byName, nodes };
};

const answering = (records: readonly ResourceRecordSet[]): Found => {
  const found = records.filter(({ Type }) => addressTypes.has(Type?.toUpperCase()));
  return found.length === 0 ? { kind: 'nothing' } : { kind: 'records', records: found };
};

/**
 * The address and CNAME records that answer for a name of the zone: its own, else those of the wildcard below its
 * closest existing parent (RFC 4592). An NS record between the zone's own name and it delegates the name.
 */
export const findInZone = ({ domain, byName, nodes }: ZoneRecords, name: string): Found => {
  const inside = enclosing(name).filter((parent) => parent !== domain && isWithin(parent, domain));
  const delegated = inside.findLast((parent) => byName.get(parent)?.some(({ Type }) => Type === 'NS'));
  if (delegated !== undefined) return { kind: 'delegated', to: delegated };
  if (nodes.has(name)) return answering(byName.get(name) ?? []);
  const closest = [...inside, domain].find((parent) => nodes.has(parent)) ?? domain;
  return answering(byName.get(closest === '' ? '*' : `*.${closest}`) ?? []);
};
