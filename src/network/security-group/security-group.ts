import type { IpPermission, SecurityGroup } from '#model/records.ts';
import { type Cidr, type Family, parseCidr } from '../addresses/cidr.ts';
import { nest } from '../addresses/nest.ts';
import type { Partition } from '../addresses/partition.ts';
import { allPorts, isEveryProtocol, matchesTcp, type PortRange } from '../port-range.ts';
import { mayHoldMore, type PrefixList } from '../prefix-list.ts';
import { quoted } from '../quoted.ts';
import { type Gap, unclear } from '../reading.ts';
import { told } from '../told.ts';

/** A rule's reference to the members of a group. */
export type GroupReference = NonNullable<IpPermission['UserIdGroupPairs']>[number];

/** A reference over a peering counts as long as that is active; what is left of one that is gone admits nobody. */
export const isLive = ({ VpcPeeringConnectionId, PeeringStatus }: GroupReference): boolean =>
  told(VpcPeeringConnectionId) === null || PeeringStatus?.toLowerCase() === 'active';

/** What a group admits on a port, by address, by reference, and what could not be told. */
export type Admission = {
  /** For every address of the family, the source that admits it, as the rule tells it; null when none does. */
  sources: Partition<string | null>;
  references: readonly GroupReference[];
  /** Rules that may admit any address of the family. */
  gaps: readonly Gap[];
};

/** A compiled security group. */
export type CompiledGroup = {
  groupId: string;
  /** What its inbound rules admit over TCP on `port`; null asks for any port at all. */
  admission: (family: Family, port: number | null) => Admission;
};

type Source = { cidr: Cidr; text: string };

const portsOf = ({ IpProtocol, FromPort, ToPort }: IpPermission): PortRange | null => {
  if (isEveryProtocol(IpProtocol)) return allPorts;
  return FromPort === undefined || ToPort === undefined ? null : { from: FromPort, to: ToPort };
};

/** Does the rule speak of the port? Null when it does not tell. */
const matchesPort = (permission: IpPermission, port: number | null): boolean | null => {
  const isTcp = matchesTcp(permission.IpProtocol);
  if (isTcp !== true) return isTcp;
  const ports = portsOf(permission);
  if (ports === null) return null;
  return port === null || (ports.from <= port && port <= ports.to);
};

/** The CIDR texts of a rule, each in the field of its family. */
const textsOf = ({ IpRanges = [], Ipv6Ranges = [] }: IpPermission, family: Family): string[] =>
  family === 'ipv4'
    ? IpRanges.map(({ CidrIp }) => CidrIp ?? '')
    : Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6 ?? '');

const listsOf = (
  { PrefixListIds = [] }: IpPermission,
  prefixList: (id: string) => PrefixList,
): PrefixList[] => PrefixListIds.map(({ PrefixListId }) => prefixList(PrefixListId ?? ''));

const sourcesOf = (texts: readonly string[], lists: readonly PrefixList[]): Source[] => [
  ...texts.flatMap((text) => {
    const cidr = parseCidr(text);
    return cidr === null ? [] : [{ cidr, text }];
  }),
  ...lists.flatMap(({ id, cidrs }) => cidrs.map((cidr) => ({ cidr, text: `prefix list ${id}` }))),
];

const gapsOf = (texts: readonly string[], lists: readonly PrefixList[], family: Family): Gap[] => [
  ...texts
    .filter((text) => parseCidr(text) === null)
    .map((text) => unclear(`A rule's source ${quoted(text)} is no CIDR`)),
  ...lists.flatMap((list) => (list.gap !== null && mayHoldMore(list, family) ? [list.gap] : [])),
];

const unclearRule = unclear('A rule does not tell its protocol or ports');

/** Compiles a group's inbound rules. Groups are stateful, so replies need no rule. */
export const compileSecurityGroup = (
  group: SecurityGroup,
  prefixList: (id: string) => PrefixList,
): CompiledGroup => {
  const answers = new Map<string, Admission>();
  const answer = (family: Family, port: number | null): Admission => {
    const permissions = group.IpPermissions ?? [];
    const matching = permissions.filter((permission) => matchesPort(permission, port) === true);
    const texts = matching.flatMap((permission) => textsOf(permission, family));
    const lists = matching.flatMap((permission) => listsOf(permission, prefixList));
    const isUnclear = permissions.some((permission) => matchesPort(permission, port) === null);
    return {
      sources: nest<Source, string>(
        family,
        sourcesOf(texts, lists),
        ([first], around) => around ?? first?.text ?? '',
      ),
      references: matching.flatMap(({ UserIdGroupPairs = [] }) => UserIdGroupPairs),
      gaps: [...gapsOf(texts, lists, family), ...(isUnclear ? [unclearRule] : [])],
    };
  };
  return {
    groupId: group.GroupId,
    admission: (family, port) => {
      const key = `${family} ${port}`;
      const known = answers.get(key) ?? answer(family, port);
      answers.set(key, known);
      return known;
    },
  };
};
