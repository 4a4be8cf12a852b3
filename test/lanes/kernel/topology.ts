/*
 * A small network, said once: `inventories.ts` writes it as AWS would describe it, `fib.ts` and `filters.ts` as the
 * kernel would run it. CIDRs and addresses are text.
 */

/** Ports of TCP, both ends included. */
export type Ports = readonly [from: number, to: number];

export type Route = {
  /** A CIDR or the ID of a prefix list. */
  to: string;
  target:
    | 'local'
    | 'peering'
    | 'other-peering'
    | 'internet-gateway'
    | 'network-interface'
    | 'virtual-gateway';
  state: 'active' | 'blackhole';
  origin: 'static' | 'propagated';
};

/** The entry of a network ACL; entries are tried in the order they are listed here. */
export type AclEntry = {
  direction: 'in' | 'out';
  action: 'allow' | 'deny';
  protocol: 'all' | 'tcp' | 'udp';
  ports: Ports;
  cidr: string;
};

/** `source` is a CIDR or the ID of a prefix list. */
export type GroupRule = { protocol: 'all' | 'tcp' | 'udp'; ports: Ports; source: string };

export type TopologySubnet = {
  id: string;
  /** One IPv4 CIDR, perhaps one IPv6 CIDR. */
  cidrs: readonly string[];
  /** Index of its own route table; null for the VPC's main one. */
  table: number | null;
  acl: number;
};

export type TopologyVpc = {
  id: string;
  cidrs: readonly string[];
  subnets: readonly TopologySubnet[];
  /** The first is the main one. */
  tables: readonly (readonly Route[])[];
  acls: readonly (readonly AclEntry[])[];
};

/** One of the endpoint's network interfaces: an address of each family it has. */
export type Interface = { id: string; subnet: number; addresses: readonly string[] };

export type Topology = {
  /** Is there nothing in it that a verdict may leave undecided? */
  isDecided: boolean;
  service: { part: string; port: number };
  peering: {
    isActive: boolean;
    requester: 'consumer' | 'endpoint';
    isOneRegion: boolean;
    isOneAccount: boolean;
  };
  consumer: TopologyVpc;
  endpoint: TopologyVpc;
  interfaces: readonly Interface[];
  /** The rules of each security group that the interfaces carry. */
  groups: readonly (readonly GroupRule[])[];
  /** Entries by ID. */
  prefixLists: Readonly<Record<string, readonly string[]>>;
};

export const vpcNames = ['consumer', 'endpoint'] as const;
export type VpcName = (typeof vpcNames)[number];

/** The CIDRs that a CIDR or a prefix list stands for. */
export const expand = ({ prefixLists }: Topology, cidrOrList: string): readonly string[] =>
  cidrOrList.startsWith('pl-') ? (prefixLists[cidrOrList] ?? []) : [cidrOrList];

export const isPrefixList = (cidrOrList: string): boolean => cidrOrList.startsWith('pl-');

/** The routes that a subnet's traffic follows. */
export const routesOf = (vpc: TopologyVpc, subnet: TopologySubnet): readonly Route[] =>
  vpc.tables[subnet.table ?? 0] ?? [];

/** The ports that clients are answered on: Linux's own range. */
export const clientPorts: Ports = [32_768, 60_999];
