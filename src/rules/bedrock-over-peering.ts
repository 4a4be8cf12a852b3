import { operations } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import { printable } from '#model/printable.ts';
import { quoted } from '#network/quoted.ts';
import { crossRegionOffer, type Offer } from './kit/cross-region-offer.ts';
import { expectedPathOf } from './kit/expected-path.ts';
import { type NativeEndpoints, nativeEndpoints } from './kit/native-endpoint.ts';
import { overPaths, verdictReads } from './kit/path-subject.ts';
import { pathText } from './kit/path-text.ts';
import { undecided } from './kit/undecided.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

const reads = [...verdictReads, operations.CrossRegionServices];

type Ways = { offer: Offer | null; near: NativeEndpoints };

const isThereOne = ({ offer, near }: Ways): boolean => offer?.answer === 'offered' || near.usable.length > 0;
const isThereMaybe = ({ offer, near }: Ways): boolean => offer?.answer === 'unknown' || near.isUnknown;

const profiles = (region: string): string =>
  `with a Bedrock inference profile it can run models of other Regions too, which can process data outside ${region}: see what residency allows`;

const nearText = (
  { consumer: { region, vpcId } }: ConnectionPath,
  { usable, isUnknown }: NativeEndpoints,
) => {
  const where = region ?? "the client's Region";
  const [first] = usable;
  if (first !== undefined) {
    const more = usable.length > 1 ? ` and ${usable.length - 1} more` : '';
    return `Endpoint ${first}${more} for this service in ${where} is usable from ${vpcId}: ${profiles(where)}.`;
  }
  if (isUnknown)
    return `Whether an endpoint for this service in ${where} is usable from ${vpcId} was not read.`;
  return `No endpoint for this service in ${where} is usable from ${vpcId}; where AWS offers it there, ${profiles(where)}.`;
};

const evidenceOf = (path: ConnectionPath, { offer, near }: Ways): string => {
  const { service, endpoint, consumer, peeringId, verdict } = path;
  const reached = `Clients in ${consumer.vpcId} reach ${quoted(service.name ?? '')} over peering ${peeringId} through ${endpoint.vpcEndpointId}: ${verdict}.`;
  return [reached, 'Ways out today:', offer?.because, nearText(path, near)]
    .filter((text) => text !== undefined)
    .join(' ');
};

const remediationOf = (path: ConnectionPath, { offer, near }: Ways): string => {
  const { service, consumer, peeringId } = path;
  const [first] = near.usable;
  const way =
    offer?.answer === 'offered'
      ? `In account ${consumer.accountId} create an interface endpoint for ${service.name} in ${consumer.vpcId} with service Region ${service.region} (needs vpce:AllowMultiRegion), lead its name there,`
      : `Let clients of ${consumer.vpcId} call ${first} in ${consumer.region}, with an inference profile for models of other Regions if residency allows,`;
  return isThereOne({ offer, near })
    ? `${way} then take the routes to ${peeringId} away. If the path is to stay, list it in expectedPaths.`
    : 'Nothing nearer exists today. If the path is meant, list it in expectedPaths of the configuration; else take its routes away.';
};

const judge = (path: ConnectionPath, input: RuleInput): Opinion | null => {
  if (path.class !== 'peering-routed-bedrock' || path.verdict === 'blocked') return null;
  const title = `Bedrock is reached over a peering: ${pathText(path)}`;
  if (path.verdict === 'unknown') {
    const evidence = 'Whether clients reach the endpoint is not known.';
    return undecided(path, input, { reads, title, evidence });
  }
  const ways = { offer: crossRegionOffer(input.network, path), near: nativeEndpoints(path, input) };
  const evidence = evidenceOf(path, ways);
  const expected = expectedPathOf(path, input.config);
  if (expected !== null) {
    const reason = `Expected: ${printable(expected.reason)}.`;
    return { status: 'passed', title, evidence: `${reason} ${evidence}`, isTold: true };
  }
  if (!isThereOne(ways) && isThereMaybe(ways)) return { status: 'not-evaluated', title, evidence };
  return {
    status: 'warning',
    severity: isThereOne(ways) ? 'low' : 'informational',
    title,
    evidence,
    remediation: remediationOf(path, ways),
    fixOwner: path.consumer.accountId,
  };
};

/** Bedrock that works over a peering, and the ways out that AWS offers today. */
export const bedrockOverPeering: Rule = {
  id: 'bedrock-over-peering',
  formerIds: [],
  title: 'Bedrock is reached over a peering',
  severity: 'informational',
  isOnByDefault: true,
  reads,
  when: 'Clients reach Bedrock over a peering; low once there is a native way, passed where the path is expected.',
  why: "The peering opens a whole VPC for the sake of one service, its routes, groups and names are in several hands, and data leaves the client's Region. AWS keeps adding ways that need no peering.",
  howToFix:
    'Where AWS offers the service as a cross-Region endpoint, create one in the client VPC and remove the peering. Else a Bedrock endpoint of the own Region can serve models of other Regions by inference profiles, if residency allows that. Where the peering is the answer, list the path in expectedPaths.',
  evaluate: overPaths(judge),
};
