import { part } from './addresses.ts';
import type { AclEntry, Route, Topology, TopologySubnet, TopologyVpc } from './topology.ts';

/*
 * The smallest network in which every hop lets everything through. What the lane tries is this with parts changed.
 */

/** Everything, of both families. */
export const everywhere = ['0.0.0.0/0', '::/0'] as const;
export const anyPort = [0, 65_535] as const;

export const openAcl: readonly AclEntry[] = (['in', 'out'] as const).flatMap((direction) =>
  everywhere.map((cidr): AclEntry => ({ direction, action: 'allow', protocol: 'all', ports: anyPort, cidr })),
);

export const localRoutes = (cidrs: readonly string[]): Route[] =>
  cidrs.map((to): Route => ({ to, target: 'local', state: 'active', origin: 'static' }));

/** A static, active route to the peering, but for `fields`. */
export const routeTo = (to: string, fields: Partial<Route> = {}): Route => ({
  to,
  target: 'peering',
  state: 'active',
  origin: 'static',
  ...fields,
});

export const consumerCidrs = ['10.1.0.0/16', '2001:db8:c00::/56'] as const;
export const endpointCidrs = ['10.2.0.0/16', '2001:db8:e00::/56'] as const;

const subnet = (id: string, cidrs: readonly [ipv4: string, ipv6: string], index: number): TopologySubnet => ({
  id,
  cidrs: [part(cidrs[0], 24, index), part(cidrs[1], 64, index)],
  table: null,
  acl: 0,
});

const vpc = (id: string, cidrs: readonly [string, string], peer: readonly string[]): TopologyVpc => ({
  id: `vpc-${id}`,
  cidrs,
  subnets: [0, 1].map((index) => subnet(`subnet-${id}-${index}`, cidrs, index)),
  tables: [[...localRoutes(cidrs), ...peer.map((cidr) => routeTo(cidr))]],
  acls: [openAcl],
});

/** Two subnets on each side; one interface, in the first of the endpoint's. */
export const plainTopology: Topology = {
  isDecided: true,
  service: { part: 'bedrock-runtime', port: 443 },
  peering: { isActive: true, requester: 'consumer', isOneRegion: false, isOneAccount: false },
  consumer: vpc('consumer', consumerCidrs, endpointCidrs),
  endpoint: vpc('endpoint', endpointCidrs, consumerCidrs),
  interfaces: [{ id: 'eni-0', subnet: 0, addresses: ['10.2.0.10', '2001:db8:e00::10'] }],
  groups: [everywhere.map((source) => ({ protocol: 'tcp', ports: [443, 443], source }))],
  prefixLists: {},
};
