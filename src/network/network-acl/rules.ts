import type { NetworkAclEntry } from '#model/records.ts';
import { everything, type Family, parseCidr } from '../addresses/cidr.ts';
import type { AddressSet } from '../addresses/ranges.ts';
import { allPorts, isEveryProtocol, matchesTcp, type PortRange } from '../port-range.ts';

/** An entry that speaks of TCP, for one family. What it does not tell it may say of anything. */
export type AclRule = {
  /** As it is told: `rule 100`, or `rule *` for the last. */
  name: string;
  /** Null when the entry does not tell. */
  action: 'allow' | 'deny' | null;
  ports: PortRange;
  addresses: AddressSet;
  /** Does it match those ports and addresses for certain, in its place? */
  isClear: boolean;
  /** Another entry of the same number says otherwise, so which is first cannot be told. */
  isRivalled: boolean;
};

/** Of one's own entries (EC2 CreateNetworkAclEntry); above are the last ones, AWS's: 32767, and 32768 for IPv6. */
const highestNumber = 32_766;

const actionOf = ({ RuleAction }: NetworkAclEntry): AclRule['action'] => {
  const action = RuleAction?.toLowerCase();
  return action === 'allow' || action === 'deny' ? action : null;
};

const portsOf = ({ Protocol, PortRange: ports }: NetworkAclEntry): PortRange | null => {
  if (isEveryProtocol(Protocol)) return allPorts;
  return ports?.From === undefined || ports.To === undefined ? null : { from: ports.From, to: ports.To };
};

/** The entry's addresses of a family: none when it is of the other family, null when that cannot be told. */
const addressesOf = (entry: NetworkAclEntry, family: Family): AddressSet | null => {
  const cidr = parseCidr(entry.CidrBlock ?? entry.Ipv6CidrBlock ?? '');
  if (cidr !== null) return cidr.family === family ? [{ first: cidr.first, last: cidr.last }] : [];
  const isOther = family === 'ipv4' ? entry.Ipv6CidrBlock !== undefined : entry.CidrBlock !== undefined;
  return isOther ? [] : null;
};

const toRule = (entry: NetworkAclEntry, entries: readonly NetworkAclEntry[], family: Family): AclRule => {
  const ports = portsOf(entry);
  const addresses = addressesOf(entry, family);
  const number = entry.RuleNumber;
  return {
    name: (number ?? 0) > highestNumber ? 'rule *' : `rule ${number ?? 'without a number'}`,
    action: actionOf(entry),
    ports: ports ?? allPorts,
    addresses: addresses ?? everything(family),
    isClear:
      ports !== null && addresses !== null && number !== undefined && matchesTcp(entry.Protocol) !== null,
    isRivalled: entries.some((other) => other.RuleNumber === number && actionOf(other) !== actionOf(entry)),
  };
};

/**
 * The rules of one direction and family that may match TCP, in the order AWS tries them. One without a number comes
 * first: it may match before any other, or not at all.
 */
export const rulesOf = (
  entries: readonly NetworkAclEntry[],
  direction: 'in' | 'out',
  family: Family,
): AclRule[] => {
  const own = entries.filter(({ Egress }) => (Egress === true) === (direction === 'out'));
  return own
    .filter(({ Protocol }) => matchesTcp(Protocol) !== false)
    .sort((a, b) => (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0))
    .map((entry) => toRule(entry, own, family))
    .filter(({ addresses }) => addresses.length > 0);
};
