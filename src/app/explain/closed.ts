import type { Route, RouteTable } from '#model/records.ts';
import { type Family, parseCidr } from '#network/addresses/cidr.ts';
import { restrict } from '#network/addresses/partition.ts';
import type { AddressSet } from '#network/addresses/ranges.ts';
import type { Facts } from '#network/facts.ts';
import { inventoryOf } from '#network/inventory-of.ts';
import type { Network, NetworkVpc } from '#network/network.ts';
import type { AclTraffic } from '#network/network-acl/judge-acl.ts';
import type { Goal } from '#network/routes/target.ts';

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)].toSorted();

/** The tables of some subnets that do not lead all these addresses to the goal. */
export const closedTables = (
  facts: Facts,
  subnets: readonly string[],
  question: { family: Family; addresses: AddressSet; goal: Goal },
): string[] =>
  distinct(
    subnets.flatMap((subnetId) => {
      const routes = facts.routesOf(subnetId);
      if (!routes.isKnown) return [];
      const rulings = routes.value.judge({ ...question, whose: "the other end's" });
      return rulings.some(({ value }) => value.status === 'fail') ? [routes.value.tableId] : [];
    }),
  );

/** The network ACLs of some subnets that stop such traffic with some of these addresses. */
export const closedAcls = (
  facts: Facts,
  subnets: readonly string[],
  { traffic, addresses }: { traffic: readonly AclTraffic[]; addresses: AddressSet },
): string[] =>
  distinct(
    subnets.flatMap((subnetId) => {
      const acl = facts.aclOf(subnetId);
      if (!acl.isKnown) return [];
      const rulings = traffic.flatMap((one) => restrict(acl.value.judge(one), addresses));
      return rulings.some(({ value }) => value.status === 'fail') ? [acl.value.aclId] : [];
    }),
  );

/** The record of a VPC's table; null when it was not read. */
export const tableOf = (network: Network, { home }: NetworkVpc, tableId: string): RouteTable | null => {
  const tables = inventoryOf(network, home)?.RouteTables ?? [];
  return tables.find(({ RouteTableId }) => RouteTableId === tableId) ?? null;
};

const destinationOf = ({ DestinationCidrBlock, DestinationIpv6CidrBlock }: Route): string | null =>
  DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? null;

const isWithin = (text: string, whole: string): boolean => {
  const [part, all] = [parseCidr(text), parseCidr(whole)];
  if (part === null || all === null || part.family !== all.family) return false;
  return part.first >= all.first && part.last <= all.last;
};

/**
 * The routes that lead some CIDRs over a peering: a new one each, and in the place of every route that is there already
 * and as narrow or narrower, which would win.
 */
export const routesToAdd = (
  table: RouteTable | null,
  cidrs: readonly string[],
  peeringId: string,
): { cidr: string; isThere: boolean }[] =>
  cidrs.flatMap((cidr) => {
    const there = (table?.Routes ?? [])
      .filter(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId !== peeringId)
      .flatMap((route) => destinationOf(route) ?? [])
      .filter((destination) => isWithin(destination, cidr));
    const replaced = [...new Set(there)].map((destination) => ({ cidr: destination, isThere: true }));
    return there.includes(cidr) ? replaced : [{ cidr, isThere: false }, ...replaced];
  });
