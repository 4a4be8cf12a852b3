import * as fc from 'fast-check';
import { part } from './addresses.ts';
import type { TopologySubnet } from './topology.ts';

/** The plan of a VPC: its CIDRs and its subnets. */
export type VpcPlan = { cidrs: readonly string[]; subnets: readonly TopologySubnet[] };

const drawnSubnet = fc.record({
  /** How much smaller than a quarter of the VPC. */
  narrower: fc.nat(2),
  at: fc.nat(3),
  hasIpv6: fc.integer({ min: 0, max: 4 }).map((draw) => draw < 4),
  table: fc.constantFrom(null, 0, 1),
  acl: fc.nat(1),
});

export const drawnVpc = (minSubnets: number, maxSubnets: number) =>
  fc.record({
    octet: fc.nat(99),
    length: fc.constantFrom(16, 20, 24),
    hasSecondary: fc.integer({ min: 0, max: 2 }).map((draw) => draw === 2),
    subnets: fc.array(drawnSubnet, { minLength: minSubnets, maxLength: maxSubnets }),
  });
type DrawnVpc = ReturnType<typeof drawnVpc> extends fc.Arbitrary<infer T> ? T : never;

type Place = { name: string; first: number; ipv6: string; needsIpv6: boolean };

const toSubnet = (
  { name, ipv6, needsIpv6 }: Place,
  quarter: string,
  { narrower, at, hasIpv6, table, acl }: DrawnVpc['subnets'][number],
  index: number,
): TopologySubnet => {
  const length = Number(quarter.split('/')[1]) + narrower;
  const ipv4 = part(quarter, length, at % 2 ** narrower);
  return {
    id: `subnet-${name}-${index}`,
    // The first has both families, so that no family has no subnet at all.
    cidrs: hasIpv6 || needsIpv6 || index === 0 ? [ipv4, part(ipv6, 64, index * 16)] : [ipv4],
    table,
    acl,
  };
};

/** `first` is the second byte of the lowest IPv4 CIDR, which keeps the two VPCs apart. */
export const toVpcPlan = (place: Place, { octet, length, hasSecondary, subnets }: DrawnVpc): VpcPlan => {
  const primary = `10.${place.first + octet}.0.0/${length}`;
  const secondary = `100.${place.first === 0 ? 64 : 65}.${octet}.0/24`;
  const quarterOf = (index: number): string =>
    hasSecondary && index === subnets.length - 1 ? part(secondary, 26, 1) : part(primary, length + 2, index);
  return {
    cidrs: hasSecondary ? [primary, secondary, place.ipv6] : [primary, place.ipv6],
    subnets: subnets.map((subnet, index) => toSubnet(place, quarterOf(index), subnet, index)),
  };
};
