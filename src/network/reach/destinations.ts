import type { NetworkInterface, VpcEndpoint } from '#model/records.ts';
import { bitsOf, type Family, families, formatAddress, parseAddress } from '../addresses/cidr.ts';
import { type AddressSet, covers, unite } from '../addresses/ranges.ts';
import { parseBlocks, subnetBlocks } from '../blocks.ts';
import type { Facts } from '../facts.ts';
import { quoted } from '../quoted.ts';
import { type Gap, known, lookUp, missing, type Reading, unclear, unread } from '../reading.ts';
import { told } from '../told.ts';
import { possibleAddresses } from './possible-addresses.ts';

/** One address of one of the endpoint's network interfaces. */
export type Destination = {
  /** As it is told: `eni-1 (10.1.0.10)`. */
  name: string;
  subnet: Reading<string>;
  addresses: AddressSet;
  /** Why `addresses` are no more than those it may have; null when they are the one it has. */
  gap: Gap | null;
  groups: Reading<readonly string[]>;
};

export type DestinationInput = {
  endpoint: VpcEndpoint;
  facts: Facts;
  peeringCidrs: readonly string[];
  family: Family;
};

const groupsOf = (
  groups: NetworkInterface['Groups'] | VpcEndpoint['Groups'],
  owner: string,
): Reading<readonly string[]> => {
  if (groups === undefined) return missing(unread(`the security groups of ${owner}`));
  const ids = groups.map(({ GroupId }) => told(GroupId));
  if (ids.length === 0 || ids.includes(null)) {
    return missing(unclear(`${owner} does not tell which security groups it carries`));
  }
  return known(ids.filter((id) => id !== null).toSorted());
};

/** The blocks of a subnet of the endpoint's VPC; null when they are not known. */
const subnetAddresses = (facts: Facts, subnetId: string | null, family: Family): AddressSet | null => {
  const subnet = subnetId === null ? null : facts.subnet(subnetId);
  if (subnet === null) return null;
  const { cidrs, junk } = parseBlocks(subnetBlocks(subnet, family), family);
  return junk.length > 0 || cidrs.length === 0 ? null : unite(cidrs);
};

/** What a network interface tells as its addresses of a family. */
const addressTexts = (record: NetworkInterface, family: Family): string[] => {
  const texts =
    family === 'ipv4'
      ? [record.PrivateIpAddress, ...(record.PrivateIpAddresses ?? []).map((entry) => entry.PrivateIpAddress)]
      : (record.Ipv6Addresses ?? []).map((entry) => entry.Ipv6Address);
  return [...new Set(texts.flatMap((text) => told(text) ?? []))];
};

/** Does the endpoint's type of addresses leave room for the family? */
const mayHave = ({ IpAddressType }: VpcEndpoint, family: Family): boolean => {
  const type = IpAddressType?.toLowerCase();
  return type !== (family === 'ipv4' ? 'ipv6' : 'ipv4');
};

/** An address that nobody read, somewhere in a subnet, or in the VPC when the subnet is not known either. */
const unreadAddress = (
  { endpoint, facts, peeringCidrs, family }: DestinationInput,
  subnetId: string | null,
  gap: Gap,
): Pick<Destination, 'subnet' | 'addresses' | 'gap' | 'groups'> => ({
  subnet: subnetId === null ? missing(gap) : known(subnetId),
  addresses: subnetAddresses(facts, subnetId, family) ?? possibleAddresses(facts, peeringCidrs, family),
  gap,
  groups: groupsOf(endpoint.Groups, endpoint.VpcEndpointId),
});

const contradiction = (
  record: NetworkInterface,
  { facts, family }: DestinationInput,
  address: { text: string; set: AddressSet },
): { gap: Gap; around: AddressSet } | null => {
  const id = record.NetworkInterfaceId;
  const vpcId = told(record.VpcId);
  if (vpcId !== null && vpcId !== facts.vpc.vpcId) {
    return { gap: unclear(`${id} is in ${vpcId}, its endpoint in ${facts.vpc.vpcId}`), around: [] };
  }
  const around = subnetAddresses(facts, told(record.SubnetId), family);
  if (around === null || covers(around, address.set)) return null;
  return {
    gap: unclear(`${id} has ${address.text}, which is outside its subnet ${record.SubnetId}`),
    around,
  };
};

const toDestination = (record: NetworkInterface, text: string, input: DestinationInput): Destination => {
  const id = record.NetworkInterfaceId;
  const subnetId = told(record.SubnetId);
  const own = {
    name: `${id} (${text})`,
    subnet: subnetId === null ? missing<string>(unread(`the subnet of ${id}`)) : known(subnetId),
    groups: groupsOf(record.Groups, id),
  };
  const cidr = parseAddress(text);
  if (cidr === null || cidr.family !== input.family) {
    const gap = unclear(`${id} has the address ${quoted(text)}, which is no ${input.family} address`);
    return { ...unreadAddress(input, subnetId, gap), ...own };
  }
  const set = [{ first: cidr.first, last: cidr.last }];
  const doubt = contradiction(record, input, { text, set });
  return { ...own, addresses: unite([...set, ...(doubt?.around ?? [])]), gap: doubt?.gap ?? null };
};

const ofInterface = (record: NetworkInterface, input: DestinationInput): Destination[] => {
  const texts = addressTexts(record, input.family);
  if (texts.length > 0) return texts.map((text) => toDestination(record, text, input));
  const hasOther = families.some((family) => addressTexts(record, family).length > 0);
  if (hasOther || !mayHave(input.endpoint, input.family)) return [];
  const gap = unread(`the addresses of ${record.NetworkInterfaceId}`);
  const groups = groupsOf(record.Groups, record.NetworkInterfaceId);
  return [{ name: record.NetworkInterfaceId, ...unreadAddress(input, told(record.SubnetId), gap), groups }];
};

/**
 * The subnets that hold the interfaces nobody read, one each, since AWS puts one interface in each of an endpoint's
 * subnets; null when what was read does not bear that out, so that they may be anywhere in the VPC.
 */
const subnetsOfUnread = (found: readonly NetworkInterface[], endpoint: VpcEndpoint): string[] | null => {
  const subnetIds = endpoint.SubnetIds ?? [];
  const covered = new Set(found.map(({ SubnetId }) => SubnetId));
  const open = subnetIds.filter((subnetId) => !covered.has(subnetId));
  const interfaceIds = endpoint.NetworkInterfaceIds ?? subnetIds;
  const isOneEach =
    interfaceIds.length === subnetIds.length && found.length + open.length === subnetIds.length;
  return isOneEach && open.length > 0 ? open : null;
};

/** An address for each interface that was not read, wherever it can be. */
const ofUnread = (found: readonly NetworkInterface[], gap: Gap, input: DestinationInput): Destination[] => {
  if (!mayHave(input.endpoint, input.family)) return [];
  return (subnetsOfUnread(found, input.endpoint) ?? [null]).map((subnetId) => ({
    name: `an interface in ${subnetId ?? input.facts.vpc.vpcId}`,
    ...unreadAddress(input, subnetId, gap),
  }));
};

/**
 * Every address of the endpoint's network interfaces in a family. An interface that was not read has one somewhere:
 * what holds wherever it is can still disprove a path.
 */
export const destinationsOf = (input: DestinationInput): Destination[] => {
  const { endpoint, facts } = input;
  const ids = endpoint.NetworkInterfaceIds;
  if (ids === undefined) return ofUnread([], unread(`the interfaces of ${endpoint.VpcEndpointId}`), input);
  const read = facts.index.readOf('NetworkInterfaces');
  const readings = ids.toSorted().map((id) => lookUp(facts.index.interfaces, id, read));
  const found = readings.flatMap((reading) => (reading.isKnown ? [reading.value] : []));
  const gap = readings.find((reading) => !reading.isKnown)?.gap;
  return [
    ...found.flatMap((record) => ofInterface(record, input)),
    ...(gap === undefined ? [] : ofUnread(found, gap, input)),
  ];
};

/** The address as a CIDR, or the smallest thing that is known to hold it. */
export const addressText = ({ addresses, gap, name }: Destination, family: Family): string => {
  const [range] = addresses;
  return gap === null && range !== undefined
    ? `${formatAddress(family, range.first)}/${bitsOf[family]}`
    : name;
};
