import type { HostedZone, ResolverRule } from '#model/records.ts';
import type { NetworkEndpoint } from '../network.ts';
import { quoted } from '../quoted.ts';
import { told } from '../told.ts';
import { toDomain } from './domain.ts';
import { type End, unknown } from './end.ts';
import type { PrivateNames } from './private-names.ts';
import { closedZone, endpointZones, type Follow, hostedZone, type Zone } from './zone.ts';
import { indexZone } from './zone-records.ts';

/** A Resolver rule that holds in a VPC. */
export type Rule = { id: string; domain: string; isForwarding: boolean };

/** What one thing brings into a VPC; `doubts` when it may answer for any name. */
export type Parts = { rules: Rule[]; zones: Zone[]; doubts: End[] };

const nothing: Parts = { rules: [], zones: [], doubts: [] };

export const noParts = (): Parts => nothing;
export const zonePart = (...zones: Zone[]): Parts => ({ ...nothing, zones });
export const doubtPart = (resource: string, detail: string): Parts => ({
  ...nothing,
  doubts: [unknown(resource, detail)],
});

export const joinParts = (parts: readonly Parts[]): Parts => ({
  rules: parts.flatMap(({ rules }) => rules),
  zones: parts.flatMap(({ zones }) => zones),
  doubts: parts.flatMap(({ doubts }) => doubts),
});

/** RECURSIVE is Resolver's own rule for everything; SYSTEM brings a domain back from a rule for its parent. */
const backTypes: ReadonlySet<string | undefined> = new Set(['SYSTEM', 'RECURSIVE']);

/**
 * A rule whose status is in doubt forwards if it may, and brings nothing back. A DELEGATE rule takes no domain of
 * its own: a zone's NS record decides what it gets.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ResolverRule.html
 */
export const rulePart = ({ Id: id, DomainName = '.', RuleType }: ResolverRule, isSure: boolean): Parts => {
  const type = RuleType?.toUpperCase();
  const isForwarding = !backTypes.has(type);
  if (type === 'DELEGATE' || (!isForwarding && !isSure)) return nothing;
  return { ...nothing, rules: [{ id, domain: toDomain(DomainName), isForwarding }] };
};

/** The names that an endpoint's private DNS answers for. */
export const endpointPart = (
  endpoint: NetworkEndpoint,
  isOfProfile: boolean,
  { captured }: PrivateNames,
): Parts => {
  const { vpcEndpointId } = endpoint;
  const { names, isSure } = captured(endpoint);
  if (names !== null) return zonePart(...endpointZones(vpcEndpointId, names, { isOfProfile, isSure }));
  return doubtPart(vpcEndpointId, `For which names private DNS of ${vpcEndpointId} answers was not told.`);
};

/**
 * A private hosted zone of the VPC. The zone that AWS makes of an endpoint's private DNS is listed too, without its
 * records; the endpoint itself (`explained` holds its domains) tells of it.
 */
export const hostedZonePart = (
  { HostedZoneId: zoneId, Name, Owner, ResourceRecordSets }: HostedZone,
  { explained, follow }: { explained: ReadonlySet<string>; follow: Follow },
): Parts => {
  if (ResourceRecordSets !== undefined) {
    return zonePart(hostedZone(zoneId, indexZone(Name, ResourceRecordSets), follow));
  }
  const domain = toDomain(Name);
  const service = told(Owner?.OwningService);
  if (service !== null && explained.has(domain)) return nothing;
  const why =
    service === null
      ? `were not read (ListResourceRecordSets in account ${Owner?.OwningAccount ?? 'unknown'})`
      : `cannot be read: ${quoted(service)} manages it`;
  const detail = `The records of hosted zone ${zoneId} (${quoted(domain)}) ${why}.`;
  return zonePart(closedZone({ domain, zoneId }, detail));
};
