import type { ConnectionPath } from '#model/path.ts';
import { toDomain } from '#network/names/domain.ts';
import { ownNames } from '#network/names/targets.ts';
import { quoted } from '#network/quoted.ts';
import { told } from '#network/told.ts';
import { internetRoute } from './kit/internet-routes.ts';
import { endpointOf, nameReads, overPaths, verdictReads } from './kit/path-subject.ts';
import { pathText } from './kit/path-text.ts';
import { undecided } from './kit/undecided.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

const reads = [...verdictReads, ...nameReads];

/** The endpoint's Regional name, with the zone an alias needs: zonal names are longer, as they add their zone. */
const regionalName = (path: ConnectionPath, { network }: RuleInput) => {
  const endpoint = endpointOf(network, path);
  const [name] = ownNames(endpoint)
    .map(toDomain)
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const entry = (endpoint.record.DnsEntries ?? []).find(({ DnsName }) => toDomain(DnsName ?? '') === name);
  return name === undefined ? null : { name, zoneId: told(entry?.HostedZoneId) };
};

const recordText = (path: ConnectionPath, name: string, input: RuleInput): string => {
  const target = regionalName(path, input);
  const type = path.family === 'ipv6' ? 'AAAA' : 'A';
  if (target === null)
    return `an ${type} record ${name} with the addresses of ${path.endpoint.vpcEndpointId}`;
  const zone = target.zoneId === null ? '' : ` (zone ${target.zoneId})`;
  return `an ${type} alias record ${name} -> ${target.name}${zone}`;
};

/** The zone that answers for the name already, and has no such record; null when none does. */
const zoneOf = ({ dns, hops }: ConnectionPath): string | null => {
  const resource = hops.find(({ name }) => name === 'name')?.resource ?? null;
  const isZone = resource !== null && !/^(?:vpce|vpc|dopt|rslvr)-/.test(resource);
  return dns.resolves === 'nxdomain' && isZone ? resource : null;
};

/** Without both attributes a VPC's private zones answer nothing. */
const switchText = ({ consumer: { vpcId } }: ConnectionPath, { network }: RuleInput): string => {
  const record = network.vpcs.get(vpcId ?? '')?.record;
  const off = [
    record?.EnableDnsSupport?.Value === false ? 'enableDnsSupport' : null,
    record?.EnableDnsHostnames?.Value === false ? 'enableDnsHostnames' : null,
  ].filter((name) => name !== null);
  return off.length === 0 ? '' : `Turn ${off.join(' and ')} on in ${vpcId}. `;
};

const remediationOf = (path: ConnectionPath, name: string, input: RuleInput): string => {
  const record = recordText(path, name, input);
  const { vpcId, accountId, region } = path.consumer;
  const zone = zoneOf(path);
  const change =
    zone === null
      ? `In account ${accountId} make a private hosted zone ${name}, associate it with ${vpcId} (${region}), and in it ${record}.`
      : `In hosted zone ${zone} add ${record}.`;
  return `${switchText(path, input)}${change}`;
};

const publicOpinion = (path: ConnectionPath, name: string, input: RuleInput): Omit<Opinion, 'title'> => {
  const way = internetRoute(input.network, path.consumer.vpcId ?? '');
  const what = `In ${path.consumer.vpcId} ${quoted(name)} resolves to the public address, not to ${path.endpoint.vpcEndpointId}: SDKs with their defaults do not use this path.`;
  const where =
    way === null
      ? 'No subnet has a route to an internet or NAT gateway, so such calls fail.'
      : `Such calls leave by ${way.gatewayId} (${way.subnetId}, ${way.tableId}).`;
  return { status: 'failed', severity: way === null ? 'low' : 'medium', evidence: `${what} ${where}` };
};

const nowhereOpinion = (path: ConnectionPath, name: string): Omit<Opinion, 'title'> => ({
  status: 'failed',
  evidence: `In ${path.consumer.vpcId} ${quoted(name)} has no address: SDKs with their defaults reach nothing. ${path.hops.find((hop) => hop.name === 'name')?.detail ?? ''}`,
});

const judge = (path: ConnectionPath, input: RuleInput): Opinion | null => {
  if (path.class !== 'peering-routed-bedrock') return null;
  const { verdict, dns } = path;
  if (verdict === 'blocked' || verdict === 'partial') return null;
  const title = `Bedrock's name does not lead over the peering: ${pathText(path)}`;
  if (verdict === 'unknown' || dns.resolves === 'unknown' || dns.name === null) {
    const evidence = 'Whether the path works, or what its name resolves to, is not known.';
    return undecided(path, input, { reads, title, evidence });
  }
  if (dns.resolves === 'endpoint') {
    return { status: 'passed', title, evidence: `${quoted(dns.name)} resolves to the endpoint.` };
  }
  if (dns.resolves === 'elsewhere') {
    return {
      status: 'passed',
      title,
      evidence: `${quoted(dns.name)} resolves to something else that was set up privately.`,
    };
  }
  const opinion =
    dns.resolves === 'public' ? publicOpinion(path, dns.name, input) : nowhereOpinion(path, dns.name);
  return {
    ...opinion,
    title,
    remediation: remediationOf(path, dns.name, input),
    fixOwner: path.consumer.accountId,
  };
};

/** A Bedrock path over a peering that works, and that clients do not take, because the usual name leads past it. */
export const bedrockDnsPublic: Rule = {
  id: 'bedrock-dns-public',
  formerIds: [],
  title: "Bedrock's usual name does not lead to the endpoint",
  severity: 'low',
  isOnByDefault: true,
  reads,
  when: 'A Bedrock path over a peering is usable, and the usual host name does not resolve to it; medium where a subnet routes to an internet or NAT gateway.',
  why: "An endpoint's private DNS holds in its own VPC alone. In a peered VPC the SDK's default host name resolves to the public address, so that calls go over the internet, or time out, while the private path lies idle.",
  howToFix:
    "Give the client VPC a private hosted zone of the service's host name, with an alias to the endpoint's Regional name (or a Route 53 Profile that holds the endpoint); or set the endpoint's own name as endpoint URL in every client.",
  evaluate: overPaths(judge),
};
