import { operations, type Read } from '#model/inventory.ts';
import { endpointTypeOf } from '#network/endpoint-type.ts';
import type { Network, NetworkEndpoint } from '#network/network.ts';
import { oncePer, oncePerKey } from '#network/once-per.ts';
import { quoted } from '#network/quoted.ts';
import { told } from '#network/told.ts';
import { isLeaving, ownerOf, serviceText } from './kit/endpoint-facts.ts';
import { overEndpoints } from './kit/endpoint-subject.ts';
import { nameReads } from './kit/path-subject.ts';
import { pathsByEndpoint, standInFor } from './kit/private-dns-stand-in.ts';
import { serviceDetailOf, serviceOf } from './kit/service-of.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

type Judged = Omit<Opinion, 'title'>;

const unknown = (evidence: string): Judged => ({ status: 'not-evaluated', evidence });

/** The private names AWS tells of the service; null when the service was not described. */
const privateNames = (network: Network, endpoint: NetworkEndpoint): string[] | null => {
  const detail = serviceDetailOf(network, endpoint);
  if (detail === null) return null;
  const { PrivateDnsName, PrivateDnsNames = [] } = detail;
  return [PrivateDnsName, ...PrivateDnsNames.map((one) => one.PrivateDnsName)].flatMap(
    (name) => told(name) ?? [],
  );
};

/**
 * Private DNS that is on answers only where both of the VPC's attributes are.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
const judgeVpc = (endpoint: NetworkEndpoint, { network }: RuleInput): Judged => {
  const { VpcId: vpcId = '' } = endpoint.record;
  const vpc = network.vpcs.get(vpcId)?.record;
  const attributes = [
    { name: 'enableDnsSupport', value: vpc?.EnableDnsSupport?.Value },
    { name: 'enableDnsHostnames', value: vpc?.EnableDnsHostnames?.Value },
  ];
  const off = attributes.filter(({ value }) => value === false).map(({ name }) => name);
  if (off.length > 0) {
    const which = off.join(' and ');
    return {
      status: 'warning',
      evidence: `Private DNS of the endpoint is on, but ${which} of ${vpcId} is off: the service's usual name does not lead to it.`,
      remediation: `In account ${ownerOf(endpoint)}, turn on ${which} of ${vpcId}: aws ec2 modify-vpc-attribute.`,
      fixOwner: ownerOf(endpoint),
    };
  }
  if (attributes.some(({ value }) => value === undefined)) {
    return unknown(`The DNS attributes of ${vpcId === '' ? 'its VPC' : vpcId} were not told.`);
  }
  return { status: 'passed', evidence: 'Private DNS of the endpoint is on, and its VPC answers for it.' };
};

/**
 * Where somebody's private names may lead to the endpoint: zones and Profiles of any account in the Region. What they are
 * in is not known of an account that this run was not asked to read, or could not enter.
 */
const areNamesReadIn = oncePer(({ network, coverage, isComplete }: RuleInput) => {
  const entered = coverage.scopes.filter(({ status }) => status !== 'failed');
  const told = new Set(entered.map(({ accountId }) => accountId));
  const isEachTold = [...network.accounts.keys()].every((accountId) => told.has(accountId));
  const keys = [
    operations.HostedZones,
    operations.ProfileAssociations,
    operations.ProfileResourceAssociations,
  ];
  return oncePerKey(
    (region: string): boolean =>
      isEachTold &&
      coverage.scopes
        .filter((scope) => scope.region === region && scope.status !== 'excluded')
        .every((scope) => keys.every((operation) => isComplete(scope, operation))),
  );
});

/** What is not known of names that may lead to the endpoint, in its VPC or one that is peered with it; null when all is known. */
const unknownNames = ({ vpcEndpointId, scope }: NetworkEndpoint, input: RuleInput): string | null => {
  const { network, paths } = input;
  const open = (pathsByEndpoint(paths).get(vpcEndpointId) ?? []).find(
    ({ consumer, dns }) => dns.resolves === 'unknown' && network.accounts.has(consumer.accountId ?? ''),
  );
  if (open !== undefined) {
    const detail = open.hops.find(({ name }) => name === 'name')?.detail ?? '';
    return `What the service's name leads to in ${open.consumer.vpcId} is not known. ${detail}`;
  }
  if (areNamesReadIn(input)(scope.region)) return null;
  return `Private zones and Profiles were not read in every account of ${scope.region}: one may lead to the endpoint.`;
};

const judgeOff = (endpoint: NetworkEndpoint, names: readonly string[], input: RuleInput): Judged => {
  const standIn = standInFor(endpoint, input);
  if (standIn !== null)
    return { status: 'passed', evidence: `Private DNS of the endpoint is off; ${standIn}.` };
  const missing = unknownNames(endpoint, input);
  if (missing !== null) return unknown(missing);
  const { vpcEndpointId: id, record } = endpoint;
  return {
    status: 'warning',
    evidence: `Private DNS of the endpoint is off, and no private zone, Route 53 Profile, other endpoint or gateway endpoint that was read stands in: ${quoted(names[0] ?? '')} does not lead to it. Zones of other names, such as a company's own, are not read.`,
    remediation: `In account ${ownerOf(endpoint)}, turn on private DNS of ${id} (aws ec2 modify-vpc-endpoint --private-dns-enabled), or give its clients a private hosted zone; delete ${id} if nobody uses its own name in ${record.VpcId}.`,
    fixOwner: ownerOf(endpoint),
  };
};

const judge = (endpoint: NetworkEndpoint, input: RuleInput): Opinion | null => {
  const { record, vpcEndpointId } = endpoint;
  if (endpointTypeOf(record) !== 'Interface' || record.RequesterManaged === true || isLeaving(endpoint)) {
    return null;
  }
  if (serviceOf(input, endpoint).owner !== 'amazon') return null;
  const names = privateNames(input.network, endpoint);
  if (names?.length === 0) return null;
  const title = `Private DNS of endpoint ${vpcEndpointId} to ${serviceText(endpoint)}`;
  if (names === null) return { ...unknown('AWS did not describe the service.'), title };
  if (record.PrivateDnsEnabled === undefined) {
    return { ...unknown('AWS did not tell whether private DNS is on.'), title };
  }
  const judged = record.PrivateDnsEnabled ? judgeVpc(endpoint, input) : judgeOff(endpoint, names, input);
  const verb = record.PrivateDnsEnabled ? 'does not work in its VPC' : 'is off';
  return { ...judged, title: judged.status === 'warning' ? `${title} ${verb}` : title };
};

const reads: readonly Read[] = [
  operations.VpcEndpoints,
  operations.ServiceDetails,
  operations.Vpcs,
  ...nameReads,
];

/**
 * An interface endpoint of AWS that the service's usual name does not lead to. A hub's central endpoints have private DNS
 * off on purpose: a zone or Profile that leads to them stands in, for whichever VPC it is meant.
 */
export const privateDnsOff: Rule = {
  id: 'private-dns-off',
  formerIds: [],
  title: 'The usual name of a service does not lead to its endpoint',
  severity: 'informational',
  isOnByDefault: true,
  reads,
  when: "Private DNS of an AWS service's interface endpoint is off and nothing stands in, or it is on and its VPC's DNS attributes are off.",
  why: "SDKs ask for the service's usual name: unless it leads to the endpoint they use the public address, and the endpoint is paid for and passed by.",
  howToFix:
    'Turn on private DNS of the endpoint and the DNS attributes of its VPC; for a central endpoint, give its clients a private hosted zone or a Route 53 Profile.',
  evaluate: overEndpoints(judge),
};
