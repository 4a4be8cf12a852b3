import { part } from './addresses.ts';
import {
  anyPort,
  consumerCidrs,
  endpointCidrs,
  everywhere,
  localRoutes,
  openAcl,
  plainTopology,
  routeTo,
} from './plain-topology.ts';
import {
  type AclEntry,
  clientPorts,
  type Route,
  type Topology,
  type TopologyVpc,
  type VpcName,
} from './topology.ts';
import type { Client } from './trial.ts';

/** A topology whose outcome nobody has to compute: who gets through. */
export type Known = { name: string; topology: Topology; through: (client: Client) => boolean };

const { consumer, endpoint } = plainTopology;
const [consumerIpv4] = consumerCidrs;
const [endpointIpv4] = endpointCidrs;
const firstSubnet = part(consumerIpv4, 24, 0);

const change = (vpc: VpcName, fields: Partial<TopologyVpc>): Topology => ({
  ...plainTopology,
  [vpc]: { ...plainTopology[vpc], ...fields },
});

const withRoutes = (vpc: VpcName, ...routes: Route[]): Topology =>
  change(vpc, { tables: [[...plainTopology[vpc].tables[0]!, ...routes]] });

const withAcl = (vpc: VpcName, ...entries: AclEntry[]): Topology => change(vpc, { acls: [entries] });

const withGroups = (...groups: Topology['groups']): Topology => ({ ...plainTopology, groups });

const entry = (fields: Partial<AclEntry>): AclEntry => ({
  direction: 'in',
  action: 'deny',
  protocol: 'tcp',
  ports: anyPort,
  cidr: everywhere[0],
  ...fields,
});

const bothWays = (fields: Partial<AclEntry>): AclEntry[] =>
  (['in', 'out'] as const).flatMap((direction) =>
    everywhere.map((cidr) => entry({ direction, cidr, ...fields })),
  );

const all = () => true;
const none = () => false;
const allButConsumer = ({ vpc }: Client) => vpc !== 'consumer';
const allButConsumerIpv4 = ({ vpc, family }: Client) => vpc !== 'consumer' || family !== 'ipv4';
const sameSubnet = ({ vpc, subnet }: Client) => vpc === 'endpoint' && subnet === 0;
/** Of the consumer's IPv4 addresses those in the upper half of the first subnet are stopped. */
const allButUpperHalf = ({ address }: Client) => !/^10\.1\.0\.(?:12[89]|1[3-9]\d|2\d\d)$/.test(address);

const blackhole = { state: 'blackhole' } as const;

export const knownTopologies: readonly Known[] = [
  { name: 'everything open', topology: plainTopology, through: all },
  {
    name: 'a peering that is not active',
    topology: { ...plainTopology, peering: { ...plainTopology.peering, isActive: false } },
    through: allButConsumer,
  },
  {
    name: 'no route to the peering',
    topology: change('consumer', { tables: [localRoutes(consumer.cidrs)] }),
    through: allButConsumer,
  },
  {
    name: 'no route back',
    topology: change('endpoint', { tables: [localRoutes(endpoint.cidrs)] }),
    through: allButConsumer,
  },
  {
    name: 'a more specific blackhole',
    topology: withRoutes('consumer', routeTo(part(endpointIpv4, 24, 0), blackhole)),
    through: allButConsumerIpv4,
  },
  {
    name: 'a less specific blackhole',
    topology: withRoutes('consumer', routeTo('10.0.0.0/8', blackhole), routeTo('::/0', blackhole)),
    through: all,
  },
  {
    name: 'a route back that half a subnet lacks',
    topology: withRoutes('endpoint', routeTo(part(firstSubnet, 25, 1), { target: 'internet-gateway' })),
    through: allButUpperHalf,
  },
  {
    name: "a static blackhole and a prefix list's route to the same CIDR",
    topology: {
      ...change('consumer', {
        tables: [[...localRoutes(consumer.cidrs), routeTo('pl-ipv4'), routeTo(endpointIpv4, blackhole)]],
      }),
      prefixLists: { 'pl-ipv4': [endpointIpv4] },
    },
    through: allButConsumer,
  },
  {
    name: "a prefix list's route and a propagated blackhole to the same CIDR",
    topology: {
      ...change('consumer', {
        tables: [
          [
            ...localRoutes(consumer.cidrs),
            routeTo('pl-ipv4'),
            routeTo(endpointIpv4, { target: 'virtual-gateway', origin: 'propagated', state: 'blackhole' }),
          ],
        ],
      }),
      prefixLists: { 'pl-ipv4': [endpointIpv4] },
    },
    through: ({ vpc, family }) => vpc !== 'consumer' || family === 'ipv4',
  },
  {
    name: "a table of the subnet's own",
    topology: change('consumer', {
      tables: [consumer.tables[0]!, localRoutes(consumer.cidrs)],
      subnets: consumer.subnets.map((subnet, index) => ({ ...subnet, table: index === 1 ? 1 : null })),
    }),
    through: ({ vpc, subnet }) => vpc !== 'consumer' || subnet === 0,
  },
  {
    name: 'something that displaces the local route',
    topology: withRoutes(
      'endpoint',
      routeTo(part(endpointIpv4, 24, 0), { ...blackhole, target: 'network-interface' }),
    ),
    through: ({ vpc, family, subnet }) => vpc !== 'endpoint' || family !== 'ipv4' || subnet === 0,
  },
  {
    name: 'an ACL that denies replies',
    topology: withAcl('consumer', entry({ ports: clientPorts }), ...openAcl),
    through: allButConsumerIpv4,
  },
  {
    name: 'an ACL that denies what an earlier entry allows',
    topology: withAcl('consumer', ...openAcl, ...bothWays({})),
    through: all,
  },
  {
    name: "an ACL that lets out the service's port but not the replies'",
    topology: withAcl('endpoint', ...bothWays({ action: 'allow', ports: [443, 443] })),
    through: sameSubnet,
  },
  {
    name: 'an ACL of the ports that are needed',
    topology: withAcl(
      'endpoint',
      ...bothWays({ action: 'allow', ports: [443, 443] }),
      ...bothWays({ action: 'allow', ports: clientPorts }),
    ),
    through: all,
  },
  { name: 'an ACL without entries', topology: withAcl('endpoint'), through: sameSubnet },
  { name: 'a group without rules', topology: withGroups([]), through: none },
  {
    name: 'a group for half a subnet',
    topology: withGroups([
      { protocol: 'tcp', ports: [443, 443], source: part(firstSubnet, 25, 0) },
      { protocol: 'tcp', ports: [443, 443], source: part(consumerIpv4, 24, 1) },
      { protocol: 'all', ports: anyPort, source: endpointIpv4 },
      { protocol: 'all', ports: anyPort, source: '::/0' },
    ]),
    through: allButUpperHalf,
  },
  {
    name: 'two groups, of which one admits',
    topology: withGroups([], [{ protocol: 'all', ports: anyPort, source: everywhere[0] }]),
    through: ({ family }) => family === 'ipv4',
  },
  {
    name: 'a group for other ports and protocols',
    topology: withGroups(
      everywhere.flatMap((source) => [
        { protocol: 'tcp', ports: [444, 500], source },
        { protocol: 'udp', ports: anyPort, source },
      ]),
    ),
    through: none,
  },
];
