import { everything, type Family, parseCidr } from '../addresses/cidr.ts';
import { type AddressSet, unite } from '../addresses/ranges.ts';
import type { Facts } from '../facts.ts';

/** The CIDRs of a family among texts that may be of both, or be junk. */
const addressesOf = (texts: readonly string[], family: Family): AddressSet =>
  unite(texts.flatMap((text) => parseCidr(text) ?? []).filter((cidr) => cidr.family === family));

/**
 * Where the addresses of a VPC can be when its subnets or interfaces were not read: in the VPC's blocks, else in what
 * the peering tells of them, else anywhere.
 */
export const possibleAddresses = (
  facts: Facts,
  peeringCidrs: readonly string[],
  family: Family,
): AddressSet => {
  const own = facts.addresses(family);
  if (own.isKnown) return own.value;
  const told = addressesOf(peeringCidrs, family);
  return told.length > 0 ? told : everything(family);
};
