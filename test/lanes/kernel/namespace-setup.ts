import { ends, tableSetup } from './fib.ts';
import type { Namespace } from './namespace.ts';

/*
 * The links and settings that stay as they are for every topology.
 */

const [near, far] = ends;

/** A packet may come from where no route leads back to: that is for the routes to say, not for a filter. */
export const settings = `
for file in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 0 > "$file"; done
echo 1 > /proc/sys/net/ipv4/ip_forward
echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
echo 0 > /proc/sys/net/ipv4/tcp_synack_retries
ip link set lo up
`;

/** One end of a link: up, without an address of its own, and told where the other end is. */
const raise = (link: string, other: (typeof ends)[number]): string =>
  `ip link set ${link} addrgenmode none up\nip -6 neighbor add ${other.gateway} lladdr ${other.mac} dev ${link} nud permanent\n`;

const addLink = (name: string, peer: { name: string; pid: number }): string =>
  `ip link add ${name} address ${near.mac} type veth peer name ${peer.name} address ${far.mac} netns ${peer.pid}\n`;

const links = ['inside', 'across'] as const;

/** Ties a subnet to the middle of its VPC. */
export const joinSubnet = async (fabric: Namespace, subnet: Namespace, index: number): Promise<void> => {
  const added = links.map((link) => addLink(`${link}${index}`, { name: link, pid: subnet.pid }));
  await fabric.run(added.join('') + links.map((link) => raise(`${link}${index}`, far)).join(''));
  await subnet.run(links.map((link) => raise(link, near)).join('') + tableSetup([]));
};

/** Tells the middle of a VPC what may go over the peering: what comes in by a subnet's `across`, and nothing else. */
export const openFabric = (fabric: Namespace, subnets: number): Promise<void> =>
  fabric.run(tableSetup(Array.from({ length: subnets }, (_, index) => `across${index}`)));

/** Lays the peering between the middles of two VPCs. */
export const joinPeers = async (consumer: Namespace, endpoint: Namespace): Promise<void> => {
  await consumer.run(addLink('peering', { name: 'peering', pid: endpoint.pid }) + raise('peering', far));
  await endpoint.run(raise('peering', near));
};
