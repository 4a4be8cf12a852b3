import { operations } from '#model/inventory.ts';
import type { ServiceDetail, Subnet } from '#model/records.ts';
import { serviceRegionOf } from '#model/service-region.ts';
import { endpointTypeOf } from '#network/endpoint-type.ts';
import { type Facts, factsOf } from '#network/facts.ts';
import type { NetworkEndpoint } from '#network/network.ts';
import { told } from '#network/told.ts';
import { isLeaving, managedNote, ownerOf, serviceText } from './kit/endpoint-facts.ts';
import { endpointReads, overEndpoints } from './kit/endpoint-subject.ts';
import { serviceDetailOf } from './kit/service-of.ts';
import { someOf } from './kit/some-of.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

const zoneOf = ({ AvailabilityZoneId }: Subnet): string | null => told(AvailabilityZoneId);

/** The zones of the endpoint's subnets; null when not all of them are known. */
const endpointZones = ({ record }: NetworkEndpoint, { subnet }: Facts): ReadonlySet<string> | null => {
  const ids = record.SubnetIds ?? [];
  const zones = ids.map((id) => {
    const found = subnet(id);
    return found === null ? null : zoneOf(found);
  });
  const known = zones.filter((zone) => zone !== null);
  return ids.length === 0 || known.length < ids.length ? null : new Set(known);
};

/**
 * Is the service in the subnet's zone? By the zone's ID, the same in every account; by its name where AWS told names alone,
 * which are the account's own. Null when AWS told neither.
 */
const isServed = (
  detail: ServiceDetail,
  { AvailabilityZone, AvailabilityZoneId }: Subnet,
): boolean | null => {
  const { AvailabilityZoneIds = [], AvailabilityZones = [] } = detail;
  if (AvailabilityZoneIds.length > 0) return AvailabilityZoneIds.includes(AvailabilityZoneId ?? '');
  if (AvailabilityZones.length > 0) return AvailabilityZones.includes(AvailabilityZone ?? '');
  return null;
};

/** The subnets of the VPC in zones where the service is; null when the zone of one, or of the service, is not known. */
const servedSubnets = (subnets: readonly Subnet[], detail: ServiceDetail): Subnet[] | null => {
  const isUnclear = subnets.some((subnet) => zoneOf(subnet) === null || isServed(detail, subnet) === null);
  return isUnclear ? null : subnets.filter((subnet) => isServed(detail, subnet) === true);
};

const failure = (
  endpoint: NetworkEndpoint,
  inZone: string,
  others: readonly Subnet[],
): Omit<Opinion, 'title'> => {
  const { vpcEndpointId: id } = endpoint;
  const account = ownerOf(endpoint);
  const choice = someOf(others.map((subnet) => `${subnet.SubnetId} (${zoneOf(subnet) ?? ''})`));
  return {
    status: 'failed',
    evidence: `${inZone} alone; its VPC has subnets in other zones of the service: ${choice}.`,
    remediation: `In account ${account}, add a subnet of another zone to ${id}, of ${choice}: aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${id} --add-subnet-ids.${managedNote(endpoint)}`,
    fixOwner: account,
  };
};

const unknown = (evidence: string) => ({ status: 'not-evaluated', evidence }) as const;

const judgeZones = (endpoint: NetworkEndpoint, { network }: RuleInput): Omit<Opinion, 'title'> => {
  const vpc = network.vpcs.get(endpoint.record.VpcId ?? '');
  if (vpc === undefined) return unknown('AWS did not tell the VPC of the endpoint.');
  const facts = factsOf(network)(vpc);
  if (!facts.subnets.isKnown) return unknown(`${facts.subnets.gap.text}.`);
  const zones = endpointZones(endpoint, facts);
  if (zones === null) return unknown("The zones of the endpoint's subnets were not all told.");
  const inZones = `The endpoint is in ${someOf([...zones])}`;
  if (zones.size > 1) return { status: 'passed', evidence: `${inZones}.` };
  const detail = serviceDetailOf(network, endpoint);
  const served = detail === null ? null : servedSubnets(facts.subnets.value, detail);
  if (served === null) return unknown(`${inZones}; which zones its service and its VPC share was not told.`);
  const others = served.filter((subnet) => !zones.has(zoneOf(subnet) ?? ''));
  if (others.length > 0) return failure(endpoint, inZones, others);
  return {
    status: 'passed',
    evidence: `${inZones}, and its VPC has no subnet in another zone of the service.`,
  };
};

const judge = (endpoint: NetworkEndpoint, input: RuleInput): Opinion | null => {
  const { record, scope, vpcEndpointId } = endpoint;
  if (endpointTypeOf(record) !== 'Interface' || isLeaving(endpoint)) return null;
  if (serviceRegionOf(record, scope.region) !== scope.region) return null;
  const judged = judgeZones(endpoint, input);
  const name = `endpoint ${vpcEndpointId} to ${serviceText(endpoint)}`;
  return {
    ...judged,
    title: judged.status === 'failed' ? `One zone alone holds ${name}` : `Zones of ${name}`,
  };
};

/**
 * An interface endpoint in one zone that could be in two. Not of a service in another Region: the zones AWS tells of that
 * one are the other Region's, and say nothing of where the endpoint could be.
 */
export const endpointSingleZone: Rule = {
  id: 'endpoint-single-zone',
  formerIds: [],
  title: 'An interface endpoint is in one zone alone',
  severity: 'low',
  isOnByDefault: true,
  reads: [...endpointReads, operations.Subnets, operations.ServiceDetails],
  when: 'An interface endpoint of its own Region is in one zone, though the service and the VPC share two or more.',
  why: 'When that zone fails, every client of the VPC loses the service, those in the other zones too; until then they pay for traffic between zones.',
  howToFix: 'Add a subnet in a second zone that the service is in to the endpoint.',
  evaluate: overEndpoints(judge),
};
