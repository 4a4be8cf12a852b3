import type { ProfileResourceAssociation, ResolverRule } from '#model/records.ts';
import type { Network } from '../network.ts';
import { quoted } from '../quoted.ts';
import { toDomain } from './domain.ts';
import { doubtPart, endpointPart, noParts, type Parts, rulePart, zonePart } from './parts.ts';
import type { PrivateNames } from './private-names.ts';
import { closedZone, type Follow, hostedZone } from './zone.ts';
import { indexZone } from './zone-records.ts';

/** An association's status: AWS's word for one that holds, or none told. */
export const isDone = (status: string | undefined): boolean =>
  status === undefined || status.toUpperCase() === 'COMPLETE';
export const isGone = (status: string | undefined): boolean => status?.toUpperCase() === 'DELETED';

type Known = {
  rules: ReadonlyMap<string, ResolverRule>;
  endpoints: Network['endpoints'];
  privateNames: PrivateNames;
  follow: Follow;
};

type Held = { id: string; toParts: (resource: ProfileResourceAssociation, known: Known) => Parts };

const zonePartOf =
  (zoneId: string): Held['toParts'] =>
  (resource, { follow }) => {
    const { OwnerId = 'unknown', ResourceRecordSets = [] } = resource;
    const soa = ResourceRecordSets.find(({ Type }) => Type === 'SOA');
    if (soa === undefined) {
      const how = `ListResourceRecordSets in account ${OwnerId}`;
      return doubtPart(
        zoneId,
        `A Route 53 Profile holds hosted zone ${zoneId}, whose records were not read (${how}).`,
      );
    }
    const domain = toDomain(soa.Name);
    // Every zone has NS records of its own: without them only the SOA was kept.
    const isWhole = ResourceRecordSets.some(({ Type, Name }) => Type === 'NS' && toDomain(Name) === domain);
    if (isWhole) {
      return zonePart(hostedZone(zoneId, indexZone(soa.Name, ResourceRecordSets), follow));
    }
    const why = `The records of the Profile's hosted zone ${zoneId} (${quoted(domain)}) were not kept.`;
    return zonePart(closedZone({ domain, zoneId }, why));
  };

const unread = (id: string): Parts => doubtPart(id, `A Route 53 Profile holds ${id}, which was not read.`);

const rulePartOf =
  (id: string): Held['toParts'] =>
  (_, { rules }) => {
    const rule = rules.get(id);
    return rule === undefined ? unread(id) : rulePart(rule, true);
  };

const endpointPartOf =
  (id: string): Held['toParts'] =>
  (_, { endpoints, privateNames }) => {
    const endpoint = endpoints.get(id);
    return endpoint === undefined ? unread(id) : endpointPart(endpoint, true, privateNames);
  };

const kinds = [
  { pattern: /:hostedzone\/([^/]+)$/, partOf: zonePartOf },
  { pattern: /:resolver-rule\/([^/]+)$/, partOf: rulePartOf },
  { pattern: /:vpc-endpoint\/([^/]+)$/, partOf: endpointPartOf },
];

const heldBy = (arn: string): Held | null =>
  kinds.flatMap(({ pattern, partOf }): Held[] => {
    const id = pattern.exec(arn)?.[1];
    return id === undefined ? [] : [{ id, toParts: partOf(id) }];
  })[0] ?? null;

/** What a resource of a VPC's Route 53 Profile brings into it; firewall rule groups answer nothing. */
export const profilePart = (resource: ProfileResourceAssociation, known: Known): Parts => {
  const { ResourceArn = '', Status } = resource;
  const held = heldBy(ResourceArn);
  if (held === null || isGone(Status)) return noParts();
  if (isDone(Status)) return held.toParts(resource, known);
  return doubtPart(held.id, `A Route 53 Profile's hold on ${held.id} is ${quoted(Status ?? '')}.`);
};
