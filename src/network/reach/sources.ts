import type { Family } from '../addresses/cidr.ts';
import type { Facts } from '../facts.ts';
import type { Source } from '../subnet-sources.ts';
import { possibleAddresses } from './possible-addresses.ts';

/** The consumer subnets that have addresses of the family, by ID; one of no known subnet when they were not read. */
export const sourcesOf = (
  facts: Facts,
  peeringCidrs: readonly string[],
  family: Family,
): readonly Source[] => {
  if (facts.subnets.isKnown) return facts.sources(family);
  const addresses = possibleAddresses(facts, peeringCidrs, family);
  return addresses.length === 0
    ? []
    : [{ subnet: facts.subnets, blocks: [], addresses, gap: facts.subnets.gap }];
};
