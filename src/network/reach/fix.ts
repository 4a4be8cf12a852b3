import type { HopName } from '#model/path.ts';
import { type Family, toCidrs } from '../addresses/cidr.ts';
import { unite } from '../addresses/ranges.ts';
import { endpointStateFix } from '../endpoint-state.ts';
import type { NetworkEndpoint, NetworkPeering, NetworkVpc } from '../network.ts';
import { peeringStateFix } from '../peering-state.ts';
import type { Goal } from '../routes/target.ts';
import type { FamilyVerdict, Sighting } from './family-verdict.ts';
import type { Stop } from './trace.ts';

/** What a fix is told about: the path's two ends and how they are joined. */
export type FixInput = {
  endpoint: NetworkEndpoint;
  peering: NetworkPeering | null;
  serviceOwner: string | null;
  consumer: NetworkVpc | null;
  provider: NetworkVpc | null;
  goal: Goal;
};

const limit = 4;

/** The first few of a list, and how many more there are. */
const someOf = (texts: readonly string[]): string => {
  const distinct = [...new Set(texts)];
  const more = distinct.length - limit;
  return `${distinct.slice(0, limit).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

const placeOf = (vpc: NetworkVpc | null): string => {
  if (vpc === null || vpc.accountId === null) return "the VPC's owner";
  return `account ${vpc.accountId}${vpc.region === null ? '' : ` (${vpc.region})`}`;
};

const leadText = (goal: Goal): string => {
  if (goal.kind === 'local') return 'the local route';
  return goal.kind === 'peering' ? goal.peeringId : goal.vpcEndpointId;
};

/** Traces of one subnet that one resource stops at one hop, told together. */
type Stopped = {
  input: FixInput;
  family: Family | null;
  resource: string;
  lacks: string | null;
  sightings: readonly Sighting[];
};

const sourceText = ({ family, sightings }: Stopped): string => {
  const [first] = sightings;
  if (family === null || first === undefined || first.source.gap !== null) return "the consumer's addresses";
  return someOf(toCidrs(family, unite(sightings.map(({ range }) => range))));
};

const destinationText = ({ sightings }: Stopped): string => someOf(sightings.map(({ to }) => to));

const routeFix = ({ input, resource }: Stopped, owner: NetworkVpc | null, destinations: string): string =>
  input.goal.kind === 'gateway-endpoint'
    ? `Associate ${input.goal.vpcEndpointId} with ${resource}, in ${placeOf(owner)}.`
    : `Route ${destinations} to ${leadText(input.goal)} in ${resource}, in ${placeOf(owner)}.`;

const ruleFix = ({ resource, lacks }: Stopped, owner: NetworkVpc | null, addresses: string): string =>
  `Allow ${lacks ?? 'the traffic'}, for ${addresses} in ${resource}, in ${placeOf(owner)}.`;

const endpointFix = ({ input, lacks }: Stopped): string | null => {
  const { record, vpcEndpointId } = input.endpoint;
  if (lacks === null) return endpointStateFix(record, input.serviceOwner);
  return `Add ${lacks} to ${vpcEndpointId}, in ${placeOf(input.provider)}.`;
};

const fixes: Record<HopName, (stopped: Stopped) => string | null> = {
  'endpoint-state': endpointFix,
  'peering-state': ({ input: { peering } }) => (peering === null ? null : peeringStateFix(peering)),
  'consumer-route': (stopped) => routeFix(stopped, stopped.input.consumer, destinationText(stopped)),
  'consumer-nacl': (stopped) => ruleFix(stopped, stopped.input.consumer, destinationText(stopped)),
  'endpoint-subnet-nacl': (stopped) => ruleFix(stopped, stopped.input.provider, sourceText(stopped)),
  'endpoint-security-groups': (stopped) => ruleFix(stopped, stopped.input.provider, sourceText(stopped)),
  'return-route': (stopped) => routeFix(stopped, stopped.input.provider, sourceText(stopped)),
  name: () => null,
};

const stopOf = ({ trace }: Sighting): Stop | undefined => trace.stops[trace.reached];

/**
 * The smallest change that opens the hop where the pairs of `focus` failed, for the first of its subnets, and whose
 * account has to make it. Other hops after it may be closed too.
 */
export const fixOf = (input: FixInput, { family, focus }: FamilyVerdict): string | null => {
  const [first] = focus;
  const stop = first === undefined ? undefined : stopOf(first);
  if (first === undefined || stop === undefined || stop.ruling.status !== 'fail') return null;
  const { resource, lacks } = stop.ruling;
  const sightings = focus.filter(
    (sighting) => sighting.source === first.source && stopOf(sighting)?.ruling.resource === resource,
  );
  return fixes[stop.hop]({ input, family, resource: resource ?? 'its VPC', lacks, sightings });
};
