import { familyOf } from './addresses.ts';
import { type AclEntry, expand, type GroupRule, type Topology, type VpcName } from './topology.ts';

/*
 * Network ACLs are rules without memory at the edge of a subnet's namespace, for every TCP packet that crosses it.
 * Security groups are rules with memory on the addresses of the endpoint's interfaces. What is neither is accepted.
 */

const ipOf = (text: string): string => (familyOf(text) === 'ipv4' ? 'ip' : 'ip6');

const portsText = ({ protocol, ports }: Pick<AclEntry, 'protocol' | 'ports'>): string =>
  protocol === 'all' ? '' : `${protocol} dport ${ports[0]}-${ports[1]} `;

/** An ACL's entry: the other end's address, and the port the packet goes to. */
const aclRule = (entry: AclEntry): string => {
  const other = entry.direction === 'in' ? 'saddr' : 'daddr';
  const verdict = entry.action === 'allow' ? 'accept' : 'drop';
  return `${ipOf(entry.cidr)} ${other} ${entry.cidr} ${portsText(entry)}${verdict}`;
};

const chain = (name: string, lines: readonly string[]): string =>
  `chain ${name} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;

const aclChain = (entries: readonly AclEntry[], direction: AclEntry['direction']): string =>
  chain(`acl-${direction}`, [
    direction === 'in'
      ? 'type filter hook prerouting priority -300; policy drop;'
      : 'type filter hook postrouting priority 300; policy drop;',
    // Traffic inside one subnet meets no ACL.
    direction === 'in' ? 'iif lo accept' : 'oif lo accept',
    'meta l4proto != tcp accept',
    ...entries.filter((entry) => entry.direction === direction).map(aclRule),
  ]);

const groupRules = (topology: Topology, rule: GroupRule): string[] =>
  expand(topology, rule.source).map((cidr) => `${ipOf(cidr)} saddr ${cidr} ${portsText(rule)}accept`);

/** The groups have no egress rule: a reply needs none. */
const groupChains = (topology: Topology, addresses: readonly string[]): string =>
  chain('admitted', [
    'ct state established accept',
    ...topology.groups.flatMap((rules) => rules.flatMap((rule) => groupRules(topology, rule))),
    'drop',
  ]) +
  chain('replies', ['ct state established accept', 'drop']) +
  chain('groups-in', [
    'type filter hook input priority 0; policy accept;',
    ...addresses.map((address) => `${ipOf(address)} daddr ${address} meta l4proto tcp goto admitted`),
  ]) +
  chain('groups-out', [
    'type filter hook output priority 0; policy accept;',
    ...addresses.map((address) => `${ipOf(address)} saddr ${address} meta l4proto tcp goto replies`),
  ]);

/** A zone of its own: what was tracked in an earlier topology is not known in this one. */
const zoneChains = (zone: number): string =>
  chain('zone-in', ['type filter hook prerouting priority -300; policy accept;', `ct zone set ${zone}`]) +
  chain('zone-out', ['type filter hook output priority -300; policy accept;', `ct zone set ${zone}`]);

/** Replaces every filter of a subnet's namespace. `zone` is a number that no earlier topology of this run had. */
export const filterScript = (topology: Topology, vpc: VpcName, index: number, zone: number): string => {
  const subnet = topology[vpc].subnets[index];
  const acl = subnet === undefined ? [] : (topology[vpc].acls[subnet.acl] ?? []);
  const addresses =
    vpc === 'consumer'
      ? []
      : topology.interfaces.flatMap((entry) => (entry.subnet === index ? entry.addresses : []));
  const chains = [
    aclChain(acl, 'in'),
    aclChain(acl, 'out'),
    groupChains(topology, addresses),
    zoneChains(zone),
  ];
  return `nft -f - <<'END'\nflush ruleset\ntable inet vpc {\n${chains.join('')}}\nEND\n`;
};
