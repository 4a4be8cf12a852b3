import type { Option, Step } from '#model/explanation.ts';
import { factsOf } from '#network/facts.ts';
import { cidrsOf, type Place, placeOf } from '../ends.ts';
import { type Host, hostsOf } from '../hosts.ts';
import { livePeersOf } from '../peers.ts';
import { placeholder } from '../placeholders.ts';
import { portsOfAsked } from '../resolve-service.ts';
import {
  acceptPeering,
  addRoutes,
  admit,
  createEndpoint,
  createPeering,
  createVpc,
  enableRegion,
  leadName,
} from '../steps.ts';
import { toOption } from '../to-option.ts';
import type { World } from '../world.ts';

const kind = 'build';

/** The side where the service is: a VPC with an endpoint that is there, or one to be made. */
type Far = { place: Place; vpcId: string; cidrs: readonly string[]; tableIds: string[]; host: Host | null };

const orElse = (texts: readonly string[], name: Parameters<typeof placeholder>[0]): string[] =>
  texts.length > 0 ? [...texts] : [placeholder(name)];

const farOf = ({ question, network, home }: World, host: Host | null): Far =>
  host === null
    ? {
        place: { accountId: home.accountId, region: question.serviceRegion },
        vpcId: placeholder('SERVICE_VPC_ID'),
        cidrs: [placeholder('SERVICE_VPC_CIDR')],
        tableIds: [placeholder('SERVICE_ROUTE_TABLE_ID')],
        host,
      }
    : {
        place: placeOf(host.vpc),
        vpcId: host.vpc.vpcId,
        cidrs: orElse(cidrsOf(host.vpc, [], 'ipv4'), 'SERVICE_VPC_CIDR'),
        tableIds: orElse(tablesIn(factsOf(network)(host.vpc)), 'SERVICE_ROUTE_TABLE_ID'),
        host,
      };

/** The tables of all subnets of a VPC, as far as they were read. */
const tablesIn = (facts: ReturnType<ReturnType<typeof factsOf>>): string[] => {
  const subnets = facts.subnets.isKnown ? facts.subnets.value : [];
  const tables = subnets.flatMap(({ SubnetId }) => {
    const routes = facts.routesOf(SubnetId);
    return routes.isKnown ? [routes.value.tableId] : [];
  });
  return [...new Set(tables)].toSorted();
};

const newRoutes = (tableIds: readonly string[], cidrs: readonly string[]) =>
  tableIds.flatMap((tableId) => cidrs.map((cidr) => ({ tableId, cidr, isThere: false })));

const stepsOf = (world: World, far: Far): Step[] => {
  const { asked, consumer, config, network, isRegionEnabled, question } = world;
  const ports = portsOfAsked(asked, config);
  const near = placeOf(consumer);
  const cidrs = orElse(cidrsOf(consumer, [], 'ipv4'), 'VPC_CIDR');
  const peeringId = placeholder('PEERING_ID');
  const endpoint =
    far.host === null
      ? createEndpoint({
          place: far.place,
          vpcId: far.vpcId,
          asked,
          serviceRegion: null,
          subnetIds: [placeholder('SERVICE_SUBNET_ID')],
          cidrs,
          ports,
        })
      : [admit(far.place, far.host.groupId ?? placeholder('SECURITY_GROUP_ID'), { cidrs, ports })];
  return [
    ...(isRegionEnabled === false && far.host === null
      ? [enableRegion(question.accountId, question.serviceRegion)]
      : []),
    ...(far.host === null ? [createVpc(far.place)] : []),
    createPeering({ near: { ...near, vpcId: consumer.vpcId }, far: { ...far.place, vpcId: far.vpcId } }),
    acceptPeering(far.place, peeringId),
    addRoutes({
      place: near,
      routes: newRoutes(orElse(tablesIn(factsOf(network)(consumer)), 'ROUTE_TABLE_ID'), far.cidrs),
      peeringId,
      way: 'to the endpoint',
      because: null,
    }),
    addRoutes({
      place: far.place,
      routes: newRoutes(far.tableIds, cidrs),
      peeringId,
      way: 'back to the clients',
      because: null,
    }),
    ...endpoint,
    leadName({ consumer: { ...near, vpcId: consumer.vpcId }, hostName: asked.hostName }),
  ];
};

const becauseOf = ({ asked, question }: World, { host }: Far): string => {
  const none = `No peering of ${question.vpcId} leads to ${question.serviceRegion}.`;
  return host === null
    ? `${none} A VPC there with an endpoint to ${asked.name}, and a peering with it, would be a way.`
    : `${none} ${host.vpc.vpcId} there (account ${host.vpc.accountId ?? 'not known'}) has the endpoint ${host.vpcEndpointId}: a peering with it would be a way.`;
};

/**
 * What to build where nothing leads to the service's Region: a peering, and where no VPC is known that has an endpoint,
 * such a VPC. `others` are the options that were found; where one of them is a way, there is nothing to build.
 */
export const build = (world: World, others: readonly Option[]): Option[] => {
  const { question, asked, network } = world;
  if (question.region === question.serviceRegion) return [];
  if (others.some(({ answer }) => answer === 'yes')) return [];
  const isPeered = livePeersOf(question.vpcId, network).some(
    ({ other }) => other.region === question.serviceRegion,
  );
  if (isPeered) return [];
  if (asked.types !== null && !asked.types.includes('interface')) {
    const because = `AWS offers ${asked.name} by ${asked.types.join(' and ')} endpoints alone, which do not serve another VPC over a peering.`;
    return [toOption(kind, 'no', because)];
  }
  const far = farOf(world, hostsOf(world)[0] ?? null);
  // That AWS has such a service there at all, an endpoint or a list of AWS's has to say.
  const isOffered = far.host !== null || asked.isListed;
  return [
    toOption(kind, isOffered ? 'yes' : 'unknown', becauseOf(world, far), { steps: stepsOf(world, far) }),
  ];
};
