import type { Inventory } from '#model/inventory.ts';
import type { HostedZone, ProfileResourceAssociation, ResolverRule } from '#model/records.ts';
import { scopeKey } from '#model/scope.ts';
import { groupBy } from '../collections.ts';
import type { Network, NetworkEndpoint, NetworkVpc } from '../network.ts';
import { quoted } from '../quoted.ts';
import { told } from '../told.ts';
import { idInArn } from './arn.ts';
import { toDomain } from './domain.ts';
import { type End, unknown } from './end.ts';
import { createFollow } from './follow.ts';
import { missingRead } from './missing-reads.ts';
import { nameServerEnd } from './name-servers.ts';
import { createPrivateNames } from './private-names.ts';
import { closedZone, endpointZones, hostedZone, type Zone } from './zone.ts';
import { indexZone } from './zone-records.ts';

/** A Resolver rule that holds in a VPC. */
export type Rule = { id: string; domain: string; from: Zone['from']; isForwarding: boolean };

/** What decides how names resolve in one VPC. */
export type VpcNames = {
  /** The end of every name, when something stands before all zones and rules. */
  always: End | null;
  rules: ReadonlyMap<string, Rule[]>;
  zones: ReadonlyMap<string, Zone[]>;
};

/** A part of a Profile or rule that could not be told: any name may be its. */
type Parts = { rules: Rule[]; zones: Zone[]; unknown: End[] };

const always = (end: End): VpcNames => ({ always: end, rules: new Map(), zones: new Map() });

const isDone = (status: string | undefined): boolean => status === undefined || status.toUpperCase() === 'COMPLETE';
const isGone = (status: string | undefined): boolean => status?.toUpperCase() === 'DELETED';

/** RECURSIVE is Resolver's own rule for everything; SYSTEM brings a domain back from a rule for its parent. */
const backTypes: ReadonlySet<string | undefined> = new Set(['SYSTEM', 'RECURSIVE']);

/** A rule whose status is in doubt forwards if it may, and brings nothing back. */
const toRule = (rule: ResolverRule, from: Rule['from'], isSure: boolean): Rule[] => {
  // A DELEGATE rule takes no domain of its own: a zone's NS record decides what it gets.
  const type = rule.RuleType?.toUpperCase();
  const isForwarding = !backTypes.has(type);
  if (type === 'DELEGATE' || (!isForwarding && !isSure)) return [];
  return [{ id: rule.Id, domain: toDomain(rule.DomainName ?? '.'), from, isForwarding }];
};

const empty: Parts = { rules: [], zones: [], unknown: [] };
const merged = (parts: readonly Parts[]): Parts => ({
  rules: parts.flatMap(({ rules }) => rules),
  zones: parts.flatMap(({ zones }) => zones),
  unknown: parts.flatMap((part) => part.unknown),
});

/** Per VPC, once: what decides how names resolve there. */
export const createVpcNames = (network: Network) => {
  const follow = createFollow(network);
  const privateNames = createPrivateNames(network);
  const endpointsIn = groupBy(network.endpoints.values(), ({ record }) => record.VpcId ?? '');
  const scopes = new Map<Inventory, ReturnType<typeof indexScope>>();

  const endpointParts = (endpoint: NetworkEndpoint, from: Zone['from']): Parts => {
    const { vpcEndpointId } = endpoint;
    const { names, isSure } = privateNames.captured(endpoint);
    if (names !== null) return { ...empty, zones: endpointZones(vpcEndpointId, names, { from, isSure }) };
    const detail = `For which names private DNS of ${vpcEndpointId} answers was not told.`;
    return { ...empty, unknown: [unknown(vpcEndpointId, detail)] };
  };

  /** The zone that an endpoint's private DNS is made of is listed too; the endpoint itself tells of it. */
  const zoneParts = (zone: HostedZone, explained: ReadonlySet<string>): Parts => {
    const { HostedZoneId: zoneId, Name, Owner, ResourceRecordSets } = zone;
    const domain = toDomain(Name);
    if (ResourceRecordSets !== undefined) {
      return { ...empty, zones: [hostedZone(zoneId, indexZone(Name, ResourceRecordSets), { from: 'vpc', follow })] };
    }
    const service = told(Owner?.OwningService);
    if (service !== null && explained.has(domain)) return empty;
    const why =
      service === null
        ? `The records of hosted zone ${zoneId} (${quoted(domain)}) were not read (ListResourceRecordSets in account ${Owner?.OwningAccount ?? 'unknown'}).`
        : `Hosted zone ${zoneId} (${quoted(domain)}) is managed by ${quoted(service)}, which shows no records.`;
    return { ...empty, zones: [closedZone({ domain, from: 'vpc', zoneId }, why)] };
  };

  const profileZone = (zoneId: string, { OwnerId, ResourceRecordSets = [] }: ProfileResourceAssociation): Parts => {
    const soa = ResourceRecordSets.find(({ Type }) => Type === 'SOA');
    if (soa === undefined) {
      const detail = `A Route 53 Profile holds hosted zone ${zoneId}, whose records were not read (ListResourceRecordSets in account ${OwnerId ?? 'unknown'}).`;
      return { ...empty, unknown: [unknown(zoneId, detail)] };
    }
    const domain = toDomain(soa.Name);
    // Every zone has NS records of its own: without them only the SOA was kept.
    const isWhole = ResourceRecordSets.some(({ Type, Name }) => Type === 'NS' && toDomain(Name) === domain);
    const zone = isWhole
      ? hostedZone(zoneId, indexZone(soa.Name, ResourceRecordSets), { from: 'profile', follow })
      : closedZone({ domain, from: 'profile', zoneId }, `The records of hosted zone ${zoneId} (${quoted(domain)}) were not kept.`);
    return { ...empty, zones: [zone] };
  };

  const profileParts = (resource: ProfileResourceAssociation, rules: ReadonlyMap<string, ResolverRule>): Parts => {
    const { ResourceArn, Status } = resource;
    if (isGone(Status)) return empty;
    const [zoneId, ruleId, endpointId] = (['zone', 'rule', 'endpoint'] as const).map((kind) => idInArn(kind, ResourceArn));
    const id = zoneId ?? ruleId ?? endpointId ?? null;
    if (id === null) return empty;
    if (!isDone(Status)) {
      return { ...empty, unknown: [unknown(id, `The Route 53 Profile's hold on ${id} is ${quoted(Status ?? '')}.`)] };
    }
    if (id === zoneId) return profileZone(id, resource);
    const rule = rules.get(id);
    if (id === ruleId && rule !== undefined) return { ...empty, rules: toRule(rule, 'profile', true) };
    const endpoint = network.endpoints.get(id);
    if (id === endpointId && endpoint !== undefined) return endpointParts(endpoint, 'profile');
    return { ...empty, unknown: [unknown(id, `A Route 53 Profile holds ${id}, which was not read.`)] };
  };

  const indexScope = (inventory: Inventory) => ({
    rules: new Map((inventory.ResolverRules ?? []).map((rule) => [rule.Id, rule] as const)),
    ruleAssociations: groupBy(inventory.ResolverRuleAssociations ?? [], ({ VPCId }) => VPCId ?? ''),
    profiles: groupBy(inventory.ProfileAssociations ?? [], ({ ResourceId }) => ResourceId ?? ''),
    resources: groupBy(inventory.ProfileResourceAssociations ?? [], ({ ProfileId }) => ProfileId ?? ''),
    zones: groupBy(
      (inventory.HostedZones ?? []).flatMap((zone) =>
        [...new Set((zone.VPCs ?? []).map(({ VPCId }) => VPCId ?? ''))].map((vpcId) => ({ vpcId, zone })),
      ),
      ({ vpcId }) => vpcId,
    ),
  });

  const indexOf = (inventory: Inventory) => {
    const index = scopes.get(inventory) ?? indexScope(inventory);
    scopes.set(inventory, index);
    return index;
  };

  const partsOf = (vpcId: string, inventory: Inventory, usesZones: boolean): Parts => {
    const index = indexOf(inventory);
    const local = merged((endpointsIn.get(vpcId) ?? []).map((endpoint) => endpointParts(endpoint, 'vpc')));
    const explained = new Set(local.zones.map(({ domain }) => domain));
    const zones = (index.zones.get(vpcId) ?? []).map(({ zone }) => zoneParts(zone, explained));
    const rules = (index.ruleAssociations.get(vpcId) ?? []).map(({ ResolverRuleId = '', Status }): Parts => {
      const rule = index.rules.get(ResolverRuleId);
      if (rule !== undefined) return { ...empty, rules: toRule(rule, 'vpc', isDone(Status)) };
      const detail = `Resolver rule ${ResolverRuleId} holds in ${vpcId}, and ListResolverRules did not tell of it.`;
      return { ...empty, unknown: [unknown(ResolverRuleId, detail)] };
    });
    const profiles = (index.profiles.get(vpcId) ?? [])
      .filter(({ Status }) => !isGone(Status))
      .flatMap(({ ProfileId = '', Status }): Parts[] =>
        isDone(Status)
          ? (index.resources.get(ProfileId) ?? []).map((resource) => profileParts(resource, index.rules))
          : [{ ...empty, unknown: [unknown(ProfileId, `Profile ${ProfileId}'s hold on ${vpcId} is ${quoted(Status ?? '')}.`)] }],
      );
    const all = merged([local, ...zones, ...rules, ...profiles]);
    // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html: VPC settings
    return usesZones ? all : { ...all, zones: [] };
  };

  return (vpc: NetworkVpc): VpcNames => {
    const missing = missingRead(network, vpc);
    if (missing !== null) return always(unknown(null, missing));
    const { home, record, vpcId } = vpc;
    const inventory = home === null ? undefined : network.inventories.get(scopeKey(home));
    if (record === null || inventory === undefined) return always(unknown(null, `${vpcId} was not read.`));
    const end = nameServerEnd(record, inventory);
    if (end !== null) return always(end);
    const { rules, zones, unknown: doubts } = partsOf(vpcId, inventory, record.EnableDnsHostnames?.Value === true);
    return {
      always: doubts[0] ?? null,
      rules: groupBy(rules, ({ domain }) => domain),
      zones: groupBy(zones, ({ domain }) => domain),
    };
  };
};
