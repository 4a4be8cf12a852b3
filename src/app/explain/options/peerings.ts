import type { Option, Step } from '#model/explanation.ts';
import { completeList } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import { inventoryOf } from '#network/inventory-of.ts';
import { changesOf } from '../changes.ts';
import { cidrsOf, placeOf } from '../ends.ts';
import { isDead, type Peer, peersOf } from '../peers.ts';
import { placeholder } from '../placeholders.ts';
import { portsOfAsked } from '../resolve-service.ts';
import { createEndpoint, leadName } from '../steps.ts';
import { supposeEndpoint } from '../supposed-endpoint.ts';
import { toOption } from '../to-option.ts';
import type { World } from '../world.ts';

const kind = 'peering';

const failing = ({ hops }: ConnectionPath): number =>
  hops.filter(({ status, name }) => status === 'fail' && name !== 'name').length;

/** The endpoint's steps, then what else is closed; a peering that is not accepted yet comes first of all. */
const inOrder = (endpoint: readonly Step[], changes: readonly Step[], isPending: boolean): Step[] => {
  const [first, ...rest] = changes;
  return isPending && first !== undefined ? [first, ...endpoint, ...rest] : [...endpoint, ...changes];
};

/** What is not known of a path beside what is closed; empty when all is. */
const doubtAbout = ({ hops }: ConnectionPath): string => {
  const open = hops.find(({ status, name }) => status === 'unknown' && name !== 'name');
  return open === undefined ? '' : ` Not known: ${open.name}: ${open.detail}`;
};

const mended = (world: World, { peering }: Peer, path: ConnectionPath): Option => {
  const steps = changesOf({ network: world.network, path, clientPorts: world.config.clientPorts });
  const doubt = doubtAbout(path);
  return toOption(
    kind,
    doubt === '' ? 'yes' : 'unknown',
    `${peering.id} leads to ${path.endpoint.vpcEndpointId} in ${path.endpoint.vpcId ?? 'its VPC'}, and the path would work once what is closed is opened.${doubt}`,
    { peeringId: peering.id, steps },
  );
};

/** Where the service's name is not known, neither is what it resolves to. */
const nameStep = ({ consumer }: World): Step =>
  leadName({ consumer: { ...placeOf(consumer), vpcId: consumer.vpcId }, hostName: null });

/** Of a service of AWS's by its name alone nothing may be promised. */
const doubtAboutService = ({ asked, question }: World): string =>
  asked.kind !== 'aws' || asked.isListed
    ? ''
    : ` Not known: whether there is ${asked.name} in ${question.serviceRegion}, since what AWS offers there was not read.`;

/** An endpoint is missing: what else would be closed is judged as if it were there. */
const extended = (world: World, peer: Peer): Option => {
  const { peering, other } = peer;
  const { asked, consumer, config } = world;
  const provider = world.network.vpcs.get(other.vpcId ?? '');
  const supposed = supposeEndpoint(world, peer);
  const vpcId = other.vpcId ?? 'the other VPC';
  const cidrs = cidrsOf(consumer, [], 'ipv4');
  const endpoint = createEndpoint({
    place: provider === undefined ? other : placeOf(provider),
    vpcId: other.vpcId ?? placeholder('SERVICE_VPC_ID'),
    asked,
    serviceRegion: null,
    subnetIds: supposed?.subnets.map(({ SubnetId }) => SubnetId) ?? [placeholder('SERVICE_SUBNET_ID')],
    cidrs: cidrs.length > 0 ? cidrs : [placeholder('VPC_CIDR')],
    ports: portsOfAsked(asked, config),
  });
  const told = { peeringId: peering.id };
  if (supposed === null) {
    const because = `${vpcId}, to which ${peering.id} leads, has no endpoint to ${asked.name}. What else would have to change is not known: its subnets were not read.`;
    return toOption(kind, 'unknown', because, { ...told, steps: endpoint });
  }
  const { path, network } = supposed;
  const closed = changesOf({ network, path, clientPorts: config.clientPorts });
  const changes = asked.hostName === null ? [...closed, nameStep(world)] : closed;
  const steps = inOrder(endpoint, changes, peering.status !== 'active');
  const doubt = `${doubtAbout(path)}${doubtAboutService(world)}`;
  const rest = closed.length === 0 ? '' : ' once what else is closed is opened';
  const because = `${vpcId}, to which ${peering.id} leads, has no endpoint to ${asked.name}; with one the path would work${rest}.${doubt}`;
  return toOption(kind, doubt === '' ? 'yes' : 'unknown', because, { ...told, steps });
};

/** Were the endpoints of the peering's other VPC read? */
const isRead = (world: World, { other }: Peer): boolean => {
  const home = world.network.vpcs.get(other.vpcId ?? '')?.home ?? null;
  if (home === null) return false;
  return completeList(inventoryOf(world.network, home), 'VpcEndpoints') !== null;
};

/** Could a VPC in another Region than the service's have an endpoint to it? Not where AWS offers none across Regions. */
const mayHoldEndpoint = ({ question, crossRegion }: World, { other }: Peer): boolean => {
  if (other.region === null || other.region === question.serviceRegion) return true;
  const isKnown = other.region === question.region && crossRegion?.ok === true;
  return !(isKnown && crossRegion.value.isOffered === false);
};

/** A peering whose other VPC may hold an endpoint to the service, and nobody knows. */
export const isOpenQuestion = (world: World, peer: Peer): boolean =>
  mayHoldEndpoint(world, peer) && !isRead(world, peer);

const notRead = ({ question }: World, { peering, other }: Peer): Option =>
  toOption(
    kind,
    'unknown',
    `${peering.id} leads to ${other.vpcId ?? 'a VPC'} (${other.accountId ?? 'owner not known'} ${other.region ?? 'Region not known'}), whose endpoints were not read: it may hold one to ${question.serviceName}.`,
    { peeringId: peering.id },
  );

const ofPeer = (world: World, peer: Peer): Option[] => {
  const { peering, other } = peer;
  const { question, asked, paths } = world;
  const own = paths.filter(({ peeringId }) => peeringId === peering.id);
  const isThere = other.region === question.serviceRegion;
  if (isDead(peering)) {
    const because = `${peering.id} leads to ${question.serviceRegion}, but its status is ${peering.status}: it cannot be revived, only replaced.`;
    return isThere ? [toOption(kind, 'no', because, { peeringId: peering.id })] : [];
  }
  if (own.some(({ verdict }) => verdict === 'unknown')) return [];
  const [best] = own.toSorted((a, b) => failing(a) - failing(b));
  if (best !== undefined) return [mended(world, peer, best)];
  if (isOpenQuestion(world, peer)) return [notRead(world, peer)];
  // Where there is a path already, or in its own Region, the VPC is better served by mending than by more endpoints.
  if (!isThere || paths.length > 0 || question.region === question.serviceRegion) return [];
  if (asked.types !== null && !asked.types.includes('interface')) {
    const because = `AWS offers ${asked.name} by ${asked.types.join(' and ')} endpoints alone, which do not serve another VPC over a peering.`;
    return [toOption(kind, 'no', because, { peeringId: peering.id })];
  }
  return [extended(world, peer)];
};

/**
 * The VPC's peerings that carry no path to the service as they stand, and each change that would make them; none where
 * the VPC reaches it anyhow.
 */
export const peerings = (world: World): Option[] =>
  world.paths.some(({ verdict }) => verdict === 'usable')
    ? []
    : peersOf(world.question.vpcId, world.network).flatMap((peer) => ofPeer(world, peer));
