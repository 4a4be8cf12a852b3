import type { ResourceRecordSet } from '#model/records.ts';
import { quoted } from '../quoted.ts';
import { enclosing, withoutWildcard } from './domain.ts';
import { type End, unknown } from './end.ts';
import { findInZone, type ZoneRecords } from './zone-records.ts';

/** Asks the VPC's resolver again, for the name that a CNAME gives. */
export type Ask = (name: string, inZone: string | null) => readonly End[];

/** A domain that is answered for inside a VPC. */
export type Zone = {
  domain: string;
  /** A hosted zone's ID, by which aliases name it. */
  zoneId: string | null;
  answer: (name: string, ask: Ask) => readonly End[];
};

/** Does one of the names, wildcards among them, stand for this one? */
const holds = (names: ReadonlySet<string>, name: string): boolean =>
  names.has(name) ||
  enclosing(name)
    .slice(1)
    .some((parent) => names.has(`*.${parent}`));

/** The zones that an endpoint's private DNS makes: one a private name, a wildcard's beside it. */
export const endpointZones = (
  vpcEndpointId: string,
  names: readonly string[],
  { isOfProfile, isSure }: { isOfProfile: boolean; isSure: boolean },
): Zone[] =>
  [...Map.groupBy(names, withoutWildcard)].map(([domain, same]): Zone => {
    const own = new Set(same);
    return {
      domain,
      zoneId: null,
      answer: (name) => {
        const resource = vpcEndpointId;
        if (!isSure) return [unknown(resource, `AWS did not say whether private DNS of ${resource} is on.`)];
        if (holds(own, name)) {
          const by = isOfProfile ? ', given by a Route 53 Profile,' : '';
          const detail = `Private DNS of ${resource}${by} answers for ${quoted(name)}.`;
          return [{ kind: 'endpoint', vpcEndpointId, resource, detail }];
        }
        return [
          { kind: 'nxdomain', resource, detail: `Private DNS of ${resource} has no name ${quoted(name)}.` },
        ];
      },
    };
  });

/** Where records lead, one end a target. */
export type Follow = (set: ResourceRecordSet, told: { zoneId: string; ask: Ask }) => readonly End[];

/** A hosted zone whose records were read. */
export const hostedZone = (zoneId: string, records: ZoneRecords, follow: Follow): Zone => ({
  domain: records.domain,
  zoneId,
  answer: (name, ask) => {
    const found = findInZone(records, name);
    if (found.kind === 'delegated') {
      const detail = `Hosted zone ${zoneId} delegates ${quoted(found.to)} to other name servers.`;
      return [unknown(zoneId, detail)];
    }
    if (found.kind === 'nothing') {
      const detail = `Hosted zone ${zoneId} (${quoted(records.domain)}) holds no address for ${quoted(name)}: NXDOMAIN.`;
      return [{ kind: 'nxdomain', resource: zoneId, detail }];
    }
    return found.records.flatMap((set) => follow(set, { zoneId, ask }));
  },
});

/** A zone of which no more is known than its domain. */
export const closedZone = ({ domain, zoneId }: Pick<Zone, 'domain' | 'zoneId'>, why: string): Zone => ({
  domain,
  zoneId,
  answer: () => [unknown(zoneId, why)],
});
